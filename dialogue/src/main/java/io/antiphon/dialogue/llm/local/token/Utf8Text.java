package io.antiphon.dialogue.llm.local.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text that comes in bytes, given out letter by whole letter. */
public final class Utf8Text {

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    /** Takes some bytes; answers with the letters that are whole now, perhaps none. */
    public String add(byte[] bytes) {
        held.writeBytes(bytes);
        byte[] all = held.toByteArray();
        int whole = all.length - incomplete(all);
        held.reset();
        held.write(all, whole, all.length - whole);
        return new String(all, 0, whole, StandardCharsets.UTF_8);
    }

    /** How many bytes at the end are the beginning of a letter whose rest has not come. */
    private static int incomplete(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int each = bytes[bytes.length - back] & 0xFF;
            int needed = each >= 0xF0 ? 4 : each >= 0xE0 ? 3 : each >= 0xC0 ? 2 : 1;
            if (each < 0x80 || each >= 0xC0) {
                return needed > back ? back : 0;
            }
        }
        return 0;
    }
}
