package io.antiphon.dialogue.tool;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names deeds: the same decision of the same call has the same name, whoever asks and however often. */
public final class Deeds {

    private static final int ID_BYTES = 8;
    private static final int KEY_BYTES = 16;

    private Deeds() {}

    /** For people: as short as may be without ever being that of another deed. */
    public static String id(ToolCall call) {
        return HexFormat.of().withUpperCase().formatHex(digest(call), 0, ID_BYTES);
    }

    /** For machines: the key by which another side may know the deed again, among those of all calls. */
    public static String key(ToolCall call) {
        return HexFormat.of().formatHex(digest(call), 0, KEY_BYTES);
    }

    private static byte[] digest(ToolCall call) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((call.call() + "\n" + call.tool() + "\n" + call.key())
                            .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
