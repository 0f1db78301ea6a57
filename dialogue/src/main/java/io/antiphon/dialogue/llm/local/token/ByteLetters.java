package io.antiphon.dialogue.llm.local.token;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The letters in which byte-level vocabularies write bytes: printable ones as they are, the others from 256 on. */
final class ByteLetters {

    private static final char[] LETTERS = letters();

    private ByteLetters() {}

    private static char[] letters() {
        char[] letters = new char[256];
        char other = 256;
        for (int each = 0; each < 256; each++) {
            boolean plain = (each >= '!' && each <= '~') || (each >= 0xA1 && each != 0xAD);
            letters[each] = plain ? (char) each : other++;
        }
        return letters;
    }

    /** Text as a vocabulary writes its bytes. */
    static String write(String text) {
        var written = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            written.append(LETTERS[each & 0xFF]);
        }
        return written.toString();
    }

    /** The bytes that a vocabulary has written, or nothing if these are no such letters. */
    static Optional<byte[]> read(String written) {
        byte[] bytes = new byte[written.length()];
        for (int i = 0; i < bytes.length; i++) {
            int found = -1;
            for (int each = 0; each < LETTERS.length && found < 0; each++) {
                found = LETTERS[each] == written.charAt(i) ? each : -1;
            }
            if (found < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) found;
        }
        return Optional.of(bytes);
    }
}
