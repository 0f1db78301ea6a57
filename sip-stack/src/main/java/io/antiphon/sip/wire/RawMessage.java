package io.antiphon.sip.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message cut into lines, before anyone tries to understand it: enough to see whether parsing it is worth
 * while and to refuse it politely.
 *
 * @param headers in order, names in lower case and in their long form, folded lines joined
 * @param bodyStart where the body begins in the bytes
 */
record RawMessage(String startLine, List<Header> headers, int bodyStart) {

    private static final Pattern TAG = Pattern.compile(";\\s*tag\\s*=\\s*([^;,\\s>]+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,32} .+");

    /** One header as it stands. */
    record Header(String name, String value) {}

    /** Cuts; empty where there is no head that ends, or one beyond the limits. */
    static Optional<RawMessage> cut(byte[] bytes) {
        int end = endOfHead(bytes, 0, bytes.length);
        if (end < 0 || end > Limits.HEAD_BYTES) {
            return Optional.empty();
        }
        List<String> lines = new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        var headers = new ArrayList<Header>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            int colon = line.indexOf(':');
            if (folded && !headers.isEmpty()) {
                var before = headers.removeLast();
                headers.add(new Header(before.name(), before.value() + " " + line.strip()));
            } else if (colon > 0) {
                headers.add(new Header(longForm(line.substring(0, colon).strip()),
                        line.substring(colon + 1).strip()));
            }
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new RawMessage(lines.getFirst(), headers, end));
    }

    /** Index behind the empty line, or -1. */
    static int endOfHead(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                if (i + 1 < to && bytes[i + 1] == '\n') {
                    return i + 2;
                }
                if (i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
                    return i + 3;
                }
            }
        }
        return -1;
    }

    /** The dialog that it says it belongs to, as jain-sip names it: Call-ID, our tag, theirs. */
    Optional<String> dialogId() {
        var callId = first("call-id");
        var ours = tag(isResponse() ? "from" : "to");
        var theirs = tag(isResponse() ? "to" : "from");
        return callId.isPresent() && ours.isPresent() && theirs.isPresent()
                ? Optional.of((callId.get() + ":" + ours.get() + ":" + theirs.get())
                        .toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private Optional<String> tag(String header) {
        return first(header).map(TAG::matcher).filter(Matcher::find).map(found -> found.group(1));
    }

    boolean isResponse() {
        return startLine.startsWith("SIP/");
    }

    boolean looksLikeRequest() {
        return REQUEST.matcher(startLine).matches() && startLine.contains("SIP/");
    }

    String method() {
        int space = startLine.indexOf(' ');
        return space < 0 ? startLine : startLine.substring(0, space);
    }

    int count(String name) {
        return (int) headers.stream().filter(header -> header.name().equals(name)).count();
    }

    Optional<String> first(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst();
    }

    /** The Content-Length; empty where there is none, -1 where it is no number we could mean. */
    Optional<Integer> contentLength() {
        return first("content-length")
                .map(value -> value.matches("\\d{1,7}") ? Integer.parseInt(value) : -1);
    }

    private static String longForm(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "v" -> "via";
            case "f" -> "from";
            case "t" -> "to";
            case "i" -> "call-id";
            case "l" -> "content-length";
            case "c" -> "content-type";
            case "m" -> "contact";
            default -> lower;
        };
    }
}
