package io.antiphon.media.floor;

import io.antiphon.speech.TurnDetector;

/**
 * How long to wait in a pause: not one timeout but a price list, the surer the end the shorter the wait.
 *
 * <p>The steps follow from weighing the caller's waiting against the risk to cut them off, with the
 * lengths of pauses within turns that are found in recorded telephone calls.
 *
 * <p>The likelihood is that of the words, moved by the sound of the voice: their log-odds are added, those of
 * the sound with a weight. Either of the two may be unsure (a half), and then leaves the other as it is.
 */
final class TurnPatience {

    /** Neither of the two is believed to be surer than this. */
    private static final double SUREST_WORDS = 0.98;
    private static final double SUREST_SOUND = 0.95;

    /** What is assumed of words that are not known yet. */
    private static final double UNKNOWN_WORDS = 0.35;

    private final double weight;
    private final long certain;
    private final long likely;
    private final long even;
    private final long unlikely;
    private final long open;
    private final long longest;

    TurnPatience(FloorPolicy policy) {
        weight = policy.bySound().weight();
        var turnEnd = policy.turnEnd();
        certain = FloorRules.samples(turnEnd.certain());
        likely = FloorRules.samples(turnEnd.likely());
        even = FloorRules.samples(turnEnd.even());
        unlikely = FloorRules.samples(turnEnd.unlikely());
        open = FloorRules.samples(turnEnd.open());
        longest = FloorRules.samples(turnEnd.longest());
    }

    /** Samples of silence that end the turn which began at {@code onset}, as far as is known now. */
    long hushNeeded(long onset, Heard heard) {
        var evidence = heard.evidence();
        boolean isKnown = evidence.isAbout(onset)
                && evidence.covers(heard.voiceEnd())
                && evidence.words() > 0;
        return Math.min(longest, isKnown ? byWords(heard) : bySound(heard));
    }

    private long byWords(Heard heard) {
        var evidence = heard.evidence();
        boolean isAnswer = evidence.acknowledgement() && evidence.expectsShortAnswer();
        return isAnswer ? certain : listed(together(evidence.endOfTurn(), heard.turnOver()));
    }

    /** The sound alone only prolongs a pause: where words are late, it would end turns in the middle of sentences. */
    private long bySound(Heard heard) {
        return Math.max(unlikely, listed(together(UNKNOWN_WORDS, heard.turnOver())));
    }

    private double together(double words, double sound) {
        if (sound == TurnDetector.UNDECIDED || weight == 0) {
            return words;
        }
        double logOdds = logOdds(words, SUREST_WORDS) + weight * logOdds(sound, SUREST_SOUND);
        return 1 / (1 + Math.exp(-logOdds));
    }

    private static double logOdds(double likelihood, double surest) {
        double believed = Math.clamp(likelihood, 1 - surest, surest);
        return Math.log(believed / (1 - believed));
    }

    private long listed(double likelihood) {
        if (likelihood >= 0.95) {
            return certain;
        }
        if (likelihood >= 0.8) {
            return likely;
        }
        if (likelihood >= 0.5) {
            return even;
        }
        return likelihood >= 0.2 ? unlikely : open;
    }
}
