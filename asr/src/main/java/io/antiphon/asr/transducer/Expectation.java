package io.antiphon.asr.transducer;

import io.antiphon.asr.language.Phrases;
import io.antiphon.asr.language.Symbols;
import io.antiphon.speech.ExpectedSpeech;
import java.util.Locale;

/**
 * What is expected, for a network that knows no words: the letters of a phrase earn something as they are named,
 * and give it back where the phrase breaks off. Immutable.
 *
 * <p>The networks have nothing to tell words apart by that are none of a few phrases, so where only these may be
 * said, they are expected strongly, and whatever else is heard comes out as it sounds.
 */
final class Expectation {

    static final int START = Phrases.START;

    /** A word of so many letters, with the gap before it, earns the whole of the boost. */
    private static final int LETTERS = 5;

    private static final double CLOSED_BOOST = 5;
    private static final String GAP = " ";

    private final String[] letters;
    private final Phrases phrases;

    private Expectation(String[] letters, Phrases phrases) {
        this.letters = letters;
        this.phrases = phrases;
    }

    /** Nothing is expected of pieces like these. */
    static Expectation none(Symbols symbols) {
        var letters = new String[symbols.size()];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = symbols.text(i).replace(Symbols.MARK, GAP).toLowerCase(Locale.ROOT);
        }
        return new Expectation(letters, Phrases.NONE);
    }

    /** The same pieces, with something else that is expected. */
    Expectation of(ExpectedSpeech speech) {
        if (speech.phrases().isEmpty()) {
            return new Expectation(letters, Phrases.NONE);
        }
        // With a gap on both sides, so that the beginning of a longer word is not the phrase.
        var spelled = speech.phrases()
                .stream()
                .map(phrase -> GAP + phrase.strip().replaceAll("\\s+", GAP) + GAP)
                .map(phrase -> phrase.toLowerCase(Locale.ROOT))
                .toList();
        double boost = speech.closed() ? CLOSED_BOOST : speech.boost();
        return new Expectation(letters, Phrases.ofLetters(spelled, boost / LETTERS));
    }

    /** The state behind a piece. */
    int next(int state, int piece) {
        return next(state, letters[piece]);
    }

    private int next(int state, String text) {
        int at = state;
        for (int i = 0; i < text.length(); i++) {
            at = phrases.next(at, text.charAt(i));
        }
        return at;
    }

    /** What a piece earns in a state, in nats. */
    double gain(int state, int piece) {
        return phrases == Phrases.NONE ? 0 : gain(state, letters[piece]);
    }

    private double gain(int state, String text) {
        double gain = 0;
        int at = state;
        for (int i = 0; i < text.length(); i++) {
            gain += phrases.gain(at, text.charAt(i));
            at = phrases.next(at, text.charAt(i));
        }
        return gain;
    }

    /** What it earns if nothing follows, in nats. */
    double lastGain(int state) {
        return gain(state, GAP) - phrases.owed(next(state, GAP));
    }
}
