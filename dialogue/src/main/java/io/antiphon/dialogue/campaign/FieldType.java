package io.antiphon.dialogue.campaign;

import java.util.Arrays;
import java.util.Optional;

/** What a field can hold. */
public enum FieldType {
    DAY(AnswerKind.DAY),
    TIME(AnswerKind.TIME),
    NAME(AnswerKind.NAME),
    DIGITS(AnswerKind.DIGITS),
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
