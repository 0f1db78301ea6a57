package io.antiphon.dialogue.tool.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 that a process prints, none longer than is reasonable. */
final class LineReader {

    private static final int LONGEST_BYTES = 4 << 20;

    private final InputStream stream;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int end;

    LineReader(InputStream stream) {
        this.stream = stream;
    }

    /** The next line, or nothing at the end. A last line without an end is none. */
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream();
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
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            at = 0;
            end = stream.read(buffer);
            if (end < 0) {
                end = 0;
                return Optional.empty();
            }
        }
    }
}
