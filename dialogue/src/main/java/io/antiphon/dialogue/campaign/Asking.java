package io.antiphon.dialogue.campaign;

import java.util.List;

/**
 * How a field is asked for. Each part is a list of variants, with {@code {field}} where a value belongs.
 *
 * @param ask the question; none where only stages ask for the field
 * @param again the question when the first answer was of no use; none: {@code ask}
 * @param invalid what is said before that when there was a value and it is none that the field takes
 * @param readBack the question whether a value was understood rightly
 */
public record Asking(List<String> ask, List<String> again, List<String> invalid,
        List<String> readBack, Confirm confirm) {

    /** A field that nobody asks for. */
    public static final Asking NOTHING = new Asking(List.of(), List.of(), List.of(), List.of(),
            Confirm.NEVER);

    /** When a value is read back to the caller. */
    public enum Confirm {
        NEVER,
        /** Only where the recogniser or the extractor doubts it. */
        DOUBTFUL,
        ALWAYS
    }

    public Asking {
        ask = List.copyOf(ask);
        again = List.copyOf(again);
        invalid = List.copyOf(invalid);
        readBack = List.copyOf(readBack);
    }
}
