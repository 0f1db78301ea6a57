package io.antiphon.sip.core;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;

/** Keys by INFO, as PBXs send them: no RFC says how, two ways are in use everywhere. */
final class InfoKey {

    private static final String RELAY = "application/dtmf-relay";
    private static final String PLAIN = "application/dtmf";

    static final List<String> TYPES = List.of(RELAY, PLAIN);

    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*signal\\s*=\\s*(\\S+)\\s*$");
    private static final String NAMED = "0123456789*#ABCD";

    private InfoKey() {}

    /** The key that an INFO tells of. */
    static Optional<Character> of(Request request) {
        if (!(request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)) {
            return Optional.empty();
        }
        String body = Messages.content(request).orElse("");
        String name = type.getContentType() + "/" + type.getContentSubType();
        return switch (name.toLowerCase(Locale.ROOT)) {
            case RELAY -> {
                var signal = SIGNAL.matcher(body);
                yield signal.find() ? key(signal.group(1)) : Optional.empty();
            }
            case PLAIN -> key(body.strip());
            default -> Optional.empty();
        };
    }

    /** Written as the key, or as the number of its event (RFC 4733, section 3.2). */
    private static Optional<Character> key(String written) {
        String upper = written.toUpperCase(Locale.ROOT);
        if (upper.matches("1[0-5]")) {
            return Optional.of(NAMED.charAt(Integer.parseInt(upper)));
        }
        return upper.length() == 1 && NAMED.contains(upper)
                ? Optional.of(upper.charAt(0))
                : Optional.empty();
    }
}
