package io.antiphon.dialogue.tool.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a running tool when the caller speaks. */
public enum BargeIn {
    /** It goes on, and its result is used when it comes. */
    FINISH,
    /** It ends at once. */
    CANCEL,
    /** It goes on, and the caller is asked whether that is still wanted. */
    ASK;

    /** As templates write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BargeIn> of(String written) {
        return Arrays.stream(values()).filter(each -> each.written().equals(written)).findFirst();
    }
}
