package io.antiphon.sip.core;

import io.antiphon.sip.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** A message of RFC 4475, byte for byte; what is replaced in it is what a test needs to get through. */
final class TortureMessage {

    private static final Pattern TRANSPORT = Pattern
            .compile("(?mi)^v(?:ia)?\\s*:\\s*SIP\\s*/\\s*[0-9.]+\\s*/\\s*(\\w+)");

    private final byte[] bytes;

    private TortureMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    static TortureMessage of(String name) throws IOException {
        try (var file = Objects.requireNonNull(
                TortureMessage.class
                        .getResourceAsStream("/io/antiphon/sip/rfc4475/" + name + ".dat"),
                name)) {
            return new TortureMessage(file.readAllBytes());
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Every byte a character. */
    private String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** How it says that it came; TLS ends before us. */
    Transport transport() {
        var via = TRANSPORT.matcher(text());
        return via.find() && via.group(1).equals("UDP") ? Transport.UDP : Transport.TCP;
    }

    /** The same, having come another way. */
    TortureMessage over(Transport transport) {
        return new TortureMessage(
                text().replaceFirst("(?<=/)(UDP|TCP|TLS)",
                        transport.word().toUpperCase(Locale.ROOT))
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    boolean isInvite() {
        return text().startsWith("INVITE ");
    }

    /** A response, made to belong to a request by the headers named. */
    String answering(String request, List<String> names) {
        String answer = new String(bytes, StandardCharsets.UTF_8);
        for (String header : names) {
            String value = RawPeer.header(request, header)
                    + (header.equals("To") ? ";tag=torture" : "");
            answer = Pattern.compile("(?m)^" + header + ": [^\r]*")
                    .matcher(answer)
                    .replaceFirst(header + ": " + value.replace("$", "\\$"));
        }
        return answer;
    }
}
