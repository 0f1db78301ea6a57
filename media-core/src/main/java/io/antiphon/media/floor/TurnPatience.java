package io.antiphon.media.floor;

/**
 * How long to wait in a pause: not one timeout but a price list, the surer the end the shorter the wait.
 *
 * <p>The steps follow from weighing the caller's waiting against the risk to cut them off, with the
 * lengths of pauses within turns that are found in recorded telephone calls.
 */
final class TurnPatience {

    private final long certain;
    private final long likely;
    private final long even;
    private final long unlikely;
    private final long open;
    private final long longest;

    TurnPatience(FloorPolicy.TurnEnd turnEnd) {
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
        return Math.min(longest, isKnown ? hushNeeded(evidence) : unlikely);
    }

    private long hushNeeded(Evidence evidence) {
        double likelihood = evidence.endOfTurn();
        boolean isAnswer = evidence.acknowledgement() && evidence.expectsShortAnswer();
        if (likelihood >= 0.95 || isAnswer) {
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
