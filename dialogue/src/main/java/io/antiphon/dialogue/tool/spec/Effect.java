package io.antiphon.dialogue.tool.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a tool does to the world. */
public enum Effect {
    /** Nothing, and the same arguments always give the same answer. */
    PURE,
    /** Nothing, but the answer may be another one tomorrow. */
    READ,
    /** Something that is not to happen twice. */
    WRITE;

    /** As templates write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Effect> of(String written) {
        return Arrays.stream(values()).filter(each -> each.written().equals(written)).findFirst();
    }
}
