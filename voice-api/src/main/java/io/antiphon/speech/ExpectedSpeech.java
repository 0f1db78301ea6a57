package io.antiphon.speech;

import java.util.List;

/**
 * What a caller is likely to say next, as a hint to the recogniser.
 *
 * @param phrases in lower case, as they are spoken; a phrase with a word that the recogniser does not know
 *            is passed over
 * @param boost how much likelier each of their words becomes, in nats; a few are plenty
 * @param closed whether nothing else may be heard: what is none of the phrases comes out as
 *            {@link Recognition.Word#UNKNOWN}
 */
public record ExpectedSpeech(List<String> phrases, double boost, boolean closed) {

    /** Anything may be said. */
    public static final ExpectedSpeech ANYTHING = new ExpectedSpeech(List.of(), 0, false);

    public ExpectedSpeech {
        phrases = List.copyOf(phrases);
        if (!(boost >= 0 && boost <= 100)) {
            throw new IllegalArgumentException("a boost of 0 to 100 nats, not " + boost);
        }
        if (closed && phrases.isEmpty()) {
            throw new IllegalArgumentException("nothing at all may be heard");
        }
    }

    /** These make likelier what they say, and leave the rest possible. */
    public static ExpectedSpeech likely(List<String> phrases, double boost) {
        return new ExpectedSpeech(phrases, boost, false);
    }

    /** Only these, in any number and order. */
    public static ExpectedSpeech only(List<String> phrases) {
        return new ExpectedSpeech(phrases, 0, true);
    }
}
