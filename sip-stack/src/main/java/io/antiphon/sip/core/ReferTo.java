package io.antiphon.sip.core;

import gov.nist.javax.sip.header.SIPHeader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.Dialog;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Request;

/**
 * Whom a REFER names (RFC 3515), and whose place in a call is to be taken (RFC 3891), which stands escaped in the
 * URI of whom to call.
 *
 * @param target a sip: or sips: URI without header fields
 * @param replaces the value of the Replaces header, unescaped
 */
record ReferTo(String target, Optional<String> replaces) {

    private static final Pattern REPLACES = Pattern.compile("(?i)[?&]replaces=([^&]*)");

    /** The one that a REFER names; empty where it names none that can be called by INVITE. */
    static Optional<ReferTo> of(Request refer) {
        var written = refer.getHeader(ReferToHeader.NAME) instanceof SIPHeader header
                ? NameAddr.list(String.valueOf(header.getHeaderValue()))
                : List.<NameAddr>of();
        if (written.size() != 1) {
            return Optional.empty();
        }
        String uri = written.getFirst().uri();
        boolean isSip = uri.regionMatches(true, 0, "sip:", 0, 4)
                || uri.regionMatches(true, 0, "sips:", 0, 5);
        boolean isInvite = NameAddr.parameter(uri, "method").orElse("invite").equals("invite");
        if (!isSip || !isInvite || uri.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>')) {
            return Optional.empty();
        }
        var found = REPLACES.matcher(uri);
        var replaces = found.find()
                ? Optional.of(NameAddr.oneLine(NameAddr.unescaped(found.group(1)), 512))
                : Optional.<String>empty();
        String bare = uri.split("\\?", 2)[0].replaceFirst("(?i);method=invite", "");
        return Optional.of(new ReferTo(bare, replaces));
    }

    /** The other side of a call of ours, for a third who is to be in it instead of us. */
    static ReferTo inPlaceOfUs(Dialog call) {
        String replaces = call.getCallId().getCallId() + ";to-tag=" + call.getRemoteTag()
                + ";from-tag=" + call.getLocalTag();
        return new ReferTo(call.getRemoteTarget().getURI().toString(), Optional.of(replaces));
    }

    /** As it stands in the header (RFC 3891, section 6.1: everything but unreserved letters escaped). */
    String written() {
        return "<" + target
                + replaces.map(value -> (target.contains("?") ? "&" : "?") + "Replaces="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"))
                        .orElse("")
                + ">";
    }
}
