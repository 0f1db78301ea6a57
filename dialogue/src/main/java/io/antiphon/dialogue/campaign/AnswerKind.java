package io.antiphon.dialogue.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What sort of answer the agent waits for. */
public enum AnswerKind {
    OPEN,
    YES_NO,
    DAY,
    DATE,
    TIME,
    NAME,
    SPELLED,
    DIGITS,
    NUMBER,
    MONEY,
    PHONE,
    EMAIL,
    ADDRESS,
    OPTION,
    TEXT,
    CHOICE,
    /** The agent does not wait: the call is over. */
    NOTHING;

    /** The kind that templates write so. */
    public static Optional<AnswerKind> of(String written) {
        return Arrays.stream(values()).filter(kind -> kind.written().equals(written)).findFirst();
    }

    /** As templates write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
