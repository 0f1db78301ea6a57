package io.antiphon.sip.core;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.CallerIdentity;
import io.antiphon.sip.CallerIdentity.Redirection;
import io.antiphon.sip.CallerIdentity.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;

/** What an INVITE tells beside the session: who calls, by whose detour, and what others wrote on it. */
final class InviteFacts {

    private static final String USER_TO_USER = "user-to-user";
    private static final int MOST_EXTRAS = 32;
    private static final int LONGEST_EXTRA = 256;

    private final SIPRequest request;

    InviteFacts(SIPRequest request) {
        this.request = request;
    }

    /** {@code isTrusted}: whether this peer's word about others counts (RFC 3325, section 5). */
    CallerIdentity caller(boolean isTrusted) {
        var from = address(request.getFrom().getAddress());
        var asserted = isTrusted ? asserted() : Optional.<NameAddr>empty();
        var party = isTrusted && asserted.isEmpty() ? remoteParty() : Optional.<NameAddr>empty();
        var source = asserted.isPresent()
                ? Source.P_ASSERTED_IDENTITY
                : party.isPresent() ? Source.REMOTE_PARTY_ID : Source.FROM;
        var known = asserted.or(() -> party).orElse(from);
        boolean isAnonymous = wantsPrivacy() || isAnonymous(from)
                || remoteParty().flatMap(each -> each.parameter("privacy"))
                        .filter(wish -> !wish.equals("off"))
                        .isPresent();
        String name = known.name().isEmpty() && source == Source.P_ASSERTED_IDENTITY
                && !isAnonymous ? from.name() : known.name();
        return new CallerIdentity(known.user(), name, source, isAnonymous, redirections());
    }

    Optional<String> requestUser() {
        return switch (request.getRequestURI()) {
            case SipURI uri -> Optional.ofNullable(uri.getUser());
            case TelURL tel -> Optional.of(tel.getPhoneNumber());
            default -> Optional.empty();
        };
    }

    String fromUri() {
        return request.getFrom().getAddress().getURI().toString();
    }

    String fromDisplayName() {
        String name = request.getFrom().getAddress().getDisplayName();
        return name == null ? "" : name.replaceAll("\\\\(.)", "$1");
    }

    /** The first header of that name. */
    Optional<String> header(String name) {
        return request.getHeader(name) instanceof SIPHeader header
                ? Optional.of(header.getHeaderValue())
                : Optional.empty();
    }

    String toUser() {
        return NameAddr.user(request.getTo().getAddress().getURI().toString());
    }

    /** A sip: URI may stand beside a tel: URI; the first that has a number counts (RFC 3325, section 9.1). */
    private Optional<NameAddr> asserted() {
        return addresses("P-Asserted-Identity").stream()
                .filter(each -> !each.user().isEmpty())
                .findFirst();
    }

    private Optional<NameAddr> remoteParty() {
        return addresses("Remote-Party-ID").stream()
                .filter(each -> each.parameter("party").orElse("calling").equals("calling"))
                .filter(each -> !each.user().isEmpty())
                .findFirst();
    }

    private boolean wantsPrivacy() {
        return values("Privacy").stream()
                .flatMap(
                        value -> List.of(value.toLowerCase(Locale.ROOT).split("[;,\\s]+")).stream())
                .anyMatch(wish -> wish.equals("id") || wish.equals("user"));
    }

    private static boolean isAnonymous(NameAddr from) {
        return from.user().equalsIgnoreCase("anonymous")
                || from.uri().toLowerCase(Locale.ROOT).contains("@anonymous.invalid");
    }

    private List<Redirection> redirections() {
        var diverted = addresses("Diversion").stream()
                .filter(each -> !each.user().isEmpty())
                .map(each -> new Redirection(each.user(),
                        each.parameter("reason").orElse("unknown")))
                .toList();
        return diverted.isEmpty() ? history() : diverted;
    }

    /** Each entry that says why the one before it was left (RFC 7044, section 10.3; RFC 4458). */
    private List<Redirection> history() {
        var entries = addresses("History-Info");
        var found = new ArrayList<Redirection>();
        for (int i = entries.size() - 1; i > 0; i--) {
            var left = entries.get(i - 1);
            var cause = NameAddr.parameter(entries.get(i).uri(), "cause")
                    .or(() -> NameAddr.parameter(left.uri(), "Reason")
                            .flatMap(reason -> NameAddr.parameter(NameAddr.unescaped(reason),
                                    "cause")));
            if (cause.isPresent() && !left.user().isEmpty()) {
                found.add(new Redirection(left.user(), reason(cause.get())));
            }
        }
        return found;
    }

    /** RFC 7544, section 3.4: what the numbers of RFC 4458 are called in Diversion. */
    private static String reason(String cause) {
        return switch (cause) {
            case "302" -> "unconditional";
            case "404" -> "unknown";
            case "408" -> "no-answer";
            case "480", "487" -> "deflection";
            case "486" -> "user-busy";
            case "503" -> "unavailable";
            default -> "unknown";
        };
    }

    /** The X- headers and User-to-User, by name in lower case; the first of each, no more than a few. */
    Map<String, String> extras() {
        var extras = new LinkedHashMap<String, String>();
        Iterator<?> names = request.getHeaderNames();
        while (names.hasNext() && extras.size() < MOST_EXTRAS) {
            String written = String.valueOf(names.next());
            String name = written.toLowerCase(Locale.ROOT);
            if (name.startsWith("x-") || name.equals(USER_TO_USER)) {
                values(written).stream()
                        .findFirst()
                        .map(value -> name.equals(USER_TO_USER) ? userToUser(value) : value)
                        .ifPresent(value -> extras.putIfAbsent(NameAddr.oneLine(name),
                                NameAddr.oneLine(unfolded(value), LONGEST_EXTRA)));
            }
        }
        return Collections.unmodifiableMap(extras);
    }

    /** A fold of lines is one space (RFC 3261, section 7.3.1). */
    private static String unfolded(String value) {
        return value.strip().replaceAll("[ \\t\\r\\n]+", " ");
    }

    /** RFC 7433: hex digits that often are text; what is none stays as it was written. */
    private static String userToUser(String value) {
        String data = value.split(";", 2)[0].strip();
        boolean isHex = NameAddr.parameter(value, "encoding").orElse("hex").equals("hex");
        try {
            String text = new String(HexFormat.of().parseHex(data), StandardCharsets.UTF_8);
            return isHex && text.equals(NameAddr.oneLine(text, LONGEST_EXTRA)) ? text : data;
        } catch (IllegalArgumentException notHex) {
            return data;
        }
    }

    private List<NameAddr> addresses(String header) {
        return values(header).stream().flatMap(value -> NameAddr.list(value).stream()).toList();
    }

    private List<String> values(String header) {
        var values = new ArrayList<String>();
        Iterator<?> all = request.getHeaders(header);
        while (all.hasNext()) {
            if (all.next() instanceof SIPHeader each) {
                values.add(String.valueOf(each.getHeaderValue()));
            }
        }
        return values;
    }

    private static NameAddr address(Address address) {
        String name = address.getDisplayName();
        return new NameAddr(
                NameAddr.oneLine(name == null ? "" : name.replaceAll("\\\\(.)", "$1")),
                address.getURI().toString(), "");
    }
}
