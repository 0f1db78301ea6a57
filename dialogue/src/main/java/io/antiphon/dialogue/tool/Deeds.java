package io.antiphon.dialogue.tool;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names deeds: the same decision of the same call has the same name, whoever asks and however often. */
public final class Deeds {

    private Deeds() {}

    /** Short enough to be read out, long enough to be the only one of its kind. */
    public static String id(ToolCall call) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((call.call() + "\n" + call.tool() + "\n" + call.key())
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().withUpperCase().formatHex(digest, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
