package io.antiphon.dialogue.campaign;

import java.util.Arrays;
import java.util.Optional;

/** What a field can hold. */
public enum FieldType {
    /** A day as it was said, such as a weekday; {@link #DATE} makes out which one it is. */
    DAY(AnswerKind.DAY),
    /** A day of the calendar, worked out from today where it was told relative to it. */
    DATE(AnswerKind.DATE),
    TIME(AnswerKind.TIME),
    NAME(AnswerKind.NAME),
    /** Letters and digits one by one: "B as in Bravo, seven". */
    SPELLED(AnswerKind.SPELLED),
    DIGITS(AnswerKind.DIGITS),
    NUMBER(AnswerKind.NUMBER),
    MONEY(AnswerKind.MONEY),
    PHONE(AnswerKind.PHONE),
    EMAIL(AnswerKind.EMAIL),
    ADDRESS(AnswerKind.ADDRESS),
    /** One of those that the template lists. */
    OPTION(AnswerKind.OPTION),
    TEXT(AnswerKind.TEXT),
    YES_NO(AnswerKind.YES_NO);

    private final AnswerKind answer;

    FieldType(AnswerKind answer) {
        this.answer = answer;
    }

    /** The type that templates write so. */
    public static Optional<FieldType> of(String written) {
        return Arrays.stream(values()).filter(type -> type.written().equals(written)).findFirst();
    }

    /** The answer that fills such a field. */
    public AnswerKind answer() {
        return answer;
    }

    /** As templates write it. */
    public String written() {
        return answer.written();
    }
}
