package io.antiphon.sip.trunk;

import java.util.Locale;

/** What a request gets that no trunk can have sent. It is the same whomever it asks for. */
public enum Strangers {
    /** Nothing, as if nobody were here. */
    SILENT,
    /** 403. */
    REFUSE;

    /** Reads the word of the configuration. */
    public static Strangers of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "silent" -> SILENT;
            case "refuse" -> REFUSE;
            default -> throw new IllegalArgumentException(
                    "found \"" + word + "\", expected silent or refuse");
        };
    }
}
