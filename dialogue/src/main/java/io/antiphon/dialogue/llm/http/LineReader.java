package io.antiphon.dialogue.llm.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 as soon as they have arrived, none longer than is reasonable. */
final class LineReader {

    private static final int LONGEST_BYTES = 1 << 20;

    private final InputStream stream;
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;

    LineReader(InputStream stream) {
        this.stream = stream;
    }

    /** The next line without its end, or empty behind the last one. Waits for the network. */
    Optional<String> next() throws IOException {
        while (true) {
            int start = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, start, at - start);
            if (line.size() > LONGEST_BYTES) {
                throw new IOException("a line of more than " + LONGEST_BYTES + " bytes");
            }
            if (at < end) {
                at++;
                return Optional.of(take());
            }
            at = 0;
            end = Math.max(0, stream.read(buffer));
            if (end == 0) {
                return line.size() == 0 ? Optional.empty() : Optional.of(take());
            }
        }
    }

    private String take() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
