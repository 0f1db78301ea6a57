package io.antiphon.dialogue.extract;

import java.util.Locale;

/**
 * What is known for a field.
 *
 * @param value for machines: {@code tuesday}, {@code 10:00}, {@code Anna Miller}, {@code 4711}
 * @param spoken for the agent to say
 * @param confidence from 0 to 1, how much it is to be trusted
 * @param confirmed whether the caller has said that it is right
 */
public record FieldValue(String value, String spoken, Source source, double confidence,
        boolean confirmed) {

    /** Where it comes from. */
    public enum Source {
        /** The caller's words. */
        SPEECH,
        /** The caller's keys. */
        KEYS,
        /** What came with the call, or was known before. */
        CALL,
        TOOL,
        /** A language model's reading of the caller's words. */
        MODEL,
        /** The template's rules. */
        RULE;

        /** As reports write it. */
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public FieldValue {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence " + confidence);
        }
    }

    /** What a caller said, as certain as can be. */
    public FieldValue(String value, String spoken) {
        this(value, spoken, Source.SPEECH, 1, false);
    }

    public FieldValue from(Source other) {
        return new FieldValue(value, spoken, other, confidence, confirmed);
    }

    /** The same, trusted no more than so. */
    public FieldValue atMost(double trust) {
        return new FieldValue(value, spoken, source, Math.min(confidence, trust), confirmed);
    }

    /** The caller has said that it is right. */
    public FieldValue asConfirmed() {
        return new FieldValue(value, spoken, source, confidence, true);
    }

    /** Whether it says the same, wherever it comes from. */
    public boolean isSameAs(FieldValue other) {
        return value.equals(other.value);
    }
}
