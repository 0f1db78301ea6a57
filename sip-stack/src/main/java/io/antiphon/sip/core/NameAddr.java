package io.antiphon.sip.core;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One address of a header that jain-sip does not know or splits up: {@code "Ann" <sip:100@pbx>;reason=busy}
 * (RFC 3261, section 25.1: name-addr or addr-spec, with parameters). What is odd in it is passed over.
 *
 * @param parameters those behind the address, as written, from the first semicolon on
 */
record NameAddr(String name, String uri, String parameters) {

    private static final Pattern SCHEME = Pattern.compile("(?i)(sips?|tel):(.*)", Pattern.DOTALL);
    private static final int LONGEST = 128;
    private static final int MOST = 16;

    /** All of a header's, in order; no more than a few. */
    static List<NameAddr> list(String value) {
        var found = new ArrayList<NameAddr>();
        var place = new Place();
        int from = 0;
        for (int at = 0; at < value.length() && found.size() < MOST; at++) {
            if (place.isComma(value.charAt(at))) {
                found.add(of(value.substring(from, at).strip()));
                from = at + 1;
            }
        }
        if (found.size() < MOST) {
            found.add(of(value.substring(from).strip()));
        }
        return found;
    }

    /** Knows which commas stand between addresses, and not in a quoted name or a URI. */
    private static final class Place {

        private boolean isEscaped;
        private boolean isQuoted;
        private boolean isAngled;

        boolean isComma(char c) {
            if (isEscaped) {
                isEscaped = false;
                return false;
            }
            switch (c) {
                case '\\' -> isEscaped = isQuoted;
                case '"' -> isQuoted ^= !isAngled;
                case '<' -> isAngled |= !isQuoted;
                case '>' -> isAngled &= isQuoted;
                default -> {
                    return c == ',' && !isQuoted && !isAngled;
                }
            }
            return false;
        }
    }

    private static NameAddr of(String written) {
        int close = written.lastIndexOf('>');
        int open = close < 0 ? -1 : written.lastIndexOf('<', close);
        if (open >= 0) {
            return new NameAddr(oneLine(unquoted(written.substring(0, open).strip())),
                    written.substring(open + 1, close).strip(), written.substring(close + 1));
        }
        int semicolon = written.indexOf(';');
        int end = semicolon < 0 ? written.length() : semicolon;
        return new NameAddr("", written.substring(0, end).strip(), written.substring(end));
    }

    private static String unquoted(String name) {
        String bare = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
        return bare.replaceAll("\\\\(.)", "$1");
    }

    /** The user part of a sip: URI, or the number of a tel: URI; empty where there is none. */
    String user() {
        return user(uri);
    }

    static String user(String uri) {
        var matcher = SCHEME.matcher(uri.strip());
        if (!matcher.matches()) {
            return "";
        }
        String rest = matcher.group(2);
        boolean isTel = matcher.group(1).equalsIgnoreCase("tel");
        int end = rest.indexOf('@');
        if (!isTel && end < 0) {
            return "";
        }
        String user = (isTel ? rest : rest.substring(0, end)).split("[;:]", 2)[0];
        return oneLine(unescaped(user));
    }

    /** A parameter's value behind the address, unquoted, in lower case. */
    Optional<String> parameter(String key) {
        return parameter(parameters, key);
    }

    /** A parameter's value anywhere in a text, unquoted, in lower case. */
    static Optional<String> parameter(String text, String key) {
        var matcher = Pattern
                .compile("(?i)[;?&]\\s*" + Pattern.quote(key) + "\\s*=\\s*\"?([^;\"?&>]*)")
                .matcher(text);
        return matcher.find()
                ? Optional.of(oneLine(matcher.group(1).strip()).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    static String unescaped(String text) {
        try {
            // A plus is a plus here, as in numbers.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException odd) {
            return text;
        }
    }

    /** What came from far away, fit for logs, prompts and screens: bounded, without controls or bidi marks. */
    static String oneLine(String text) {
        return oneLine(text, LONGEST);
    }

    static String oneLine(String text, int longest) {
        var plain = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .forEach(c -> plain.appendCodePoint(isPlain(c) ? c : '?'));
        return plain.toString();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE ->
                false;
            default -> true;
        };
    }
}
