package io.antiphon.dialogue.tool.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a tool does to the world. */
public enum Effect {
    /** Nothing, and the same arguments always give the same answer. */
    PURE,
    /** Nothing, but the answer may be another one tomorrow. */
    READ,
    /** Something that is not to happen twice. */
    WRITE,
    /**
     * Something about the call itself and nothing outside of it: the caller is handed on, keys are pressed, the call
     * ends. Done by whoever owns the call, and known of tools of the house alone.
     */
    CALL;

    /** As templates write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What may be written of a tool that is not of the house. */
    public static List<String> writable() {
        return Arrays.stream(values()).filter(each -> each != CALL).map(Effect::written).toList();
    }

    public static Optional<Effect> of(String written) {
        return Arrays.stream(values()).filter(each -> each.written().equals(written)).findFirst();
    }
}
