package io.antiphon.dialogue.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may cut the agent short while it says the lines of a stage. From the mildest to the strictest. */
public enum BargeIn {
    /** Words, a key, or a voice that simply goes on. */
    ANY,
    /** Words or a key. */
    WORDS,
    /** A key; what the caller says meanwhile is answered afterwards. */
    KEYS,
    /** Nothing, as where the law wants a text to be heard. */
    NONE;

    /** The policy that templates write so. */
    public static Optional<BargeIn> of(String written) {
        return Arrays.stream(values()).filter(each -> each.written().equals(written)).findFirst();
    }

    /** As templates write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stricter of two, for lines of two stages that are said in one breath. */
    public BargeIn and(BargeIn other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
