package io.antiphon.dialogue.extract.word;

/**
 * What a parser made of some words.
 *
 * @param value for machines
 * @param spoken for the agent to say
 * @param sureness from 0 to 1, how sure it is that the caller meant this, had the words been heard rightly
 */
public record Found(String value, String spoken, double sureness, Soundness soundness) {

    /** Whether there is such a thing. */
    public enum Soundness {
        SOUND,
        /** It has the form of a value, but none like it exists: the thirtieth of February. */
        IMPOSSIBLE,
        /** It was meant as one and has not the form: an address of mail without a domain. */
        MALFORMED
    }

    public Found(String value, String spoken, double sureness) {
        this(value, spoken, sureness, Soundness.SOUND);
    }

    public static Found impossible(String value) {
        return new Found(value, value, 1, Soundness.IMPOSSIBLE);
    }

    public static Found malformed(String value) {
        return new Found(value, value, 1, Soundness.MALFORMED);
    }

    /** The same, not surer than so. */
    public Found atMost(double sureness) {
        return new Found(value, spoken, Math.min(this.sureness, sureness), soundness);
    }
}
