package io.antiphon.media.floor;

import java.time.Duration;
import java.util.List;

/** How patient the agent is. All durations are of the caller's sound, not of the clock on the wall. */
public record FloorPolicy(Voicing voicing, BargeIn bargeIn, TurnEnd turnEnd, BySound bySound) {

    public static final FloorPolicy DEFAULT = new FloorPolicy(Voicing.DEFAULT, BargeIn.DEFAULT,
            TurnEnd.DEFAULT, BySound.DEFAULT);

    /**
     * When sound counts as voice.
     *
     * @param on likelihood from which a frame sounds like voice
     * @param off likelihood below which voice has ended
     * @param onFrames how many frames in a row must sound like voice
     * @param quietestDb level below which nothing begins to be voice, in dB below full scale
     */
    public record Voicing(double on, double off, int onFrames, double quietestDb) {

        public static final Voicing DEFAULT = new Voicing(0.5, 0.35, 2, -60);

        public Voicing {
            if (!(off > 0 && off <= on && on < 1)) {
                throw new IllegalArgumentException(
                        "expected 0 < off <= on < 1: " + off + ", " + on);
            }
            if (onFrames < 1 || onFrames > 50) {
                throw new IllegalArgumentException("onFrames is from 1 to 50: " + onFrames);
            }
        }
    }

    /**
     * What a voice does to an agent who is speaking. The first three count from its onset, the others
     * from its end.
     *
     * @param holdAfter the agent falls silent
     * @param cutAfter the agent gives up
     * @param unduckAfter an agent who was only softened speaks up again
     * @param resumeAfter an agent who fell silent goes on, if the words are known by then
     * @param judgeWithin an agent who fell silent goes on although the words are not known
     * @param forgetAfter a sound without known words is forgotten
     */
    public record BargeIn(Duration holdAfter, Duration cutAfter, Duration unduckAfter,
            Duration resumeAfter, Duration judgeWithin, Duration forgetAfter) {

        public static final BargeIn DEFAULT = new BargeIn(Duration.ofMillis(250),
                Duration.ofMillis(700), Duration.ofMillis(100), Duration.ofMillis(250),
                Duration.ofMillis(400), Duration.ofMillis(1_500));

        public BargeIn {
            ascending("barge-in", List.of(holdAfter, cutAfter));
            ascending("barge-in", List.of(unduckAfter, resumeAfter, judgeWithin, forgetAfter));
        }
    }

    /**
     * How long a caller must be silent before the turn is over, the shorter the likelier it is.
     *
     * @param pauseAfter a pause is worth looking at
     * @param certain from a likelihood of 0.95
     * @param likely from 0.8
     * @param even from 0.5
     * @param unlikely from 0.2, and as long as nothing is known about this pause
     * @param open below
     * @param longest never longer than this
     */
    public record TurnEnd(Duration pauseAfter, Duration certain, Duration likely, Duration even,
            Duration unlikely, Duration open, Duration longest) {

        public static final TurnEnd DEFAULT = new TurnEnd(Duration.ofMillis(60),
                Duration.ofMillis(120), Duration.ofMillis(220), Duration.ofMillis(480),
                Duration.ofMillis(1_000), Duration.ofMillis(1_600), Duration.ofMillis(3_000));

        public TurnEnd {
            ascending("turn end", List.of(pauseAfter, certain, likely, even, unlikely, open));
            ascending("turn end", List.of(pauseAfter, longest));
        }
    }

    /**
     * What the sound of the voice counts for, where a model judges it. Without one none of this applies.
     *
     * @param weight of the sound's odds that the turn is over beside those of the words, which weigh 1
     * @param holdSooner an agent who is likely to be interrupted falls silent so long after the onset
     * @param cutSooner an agent who is surely interrupted gives up so long after the onset
     * @param likely likelihood from which an interruption holds; harmless sounds of this likelihood do not
     * @param sure likelihood from which an interruption cuts
     */
    public record BySound(double weight, Duration holdSooner, Duration cutSooner, double likely,
            double sure) {

        public static final BySound DEFAULT = new BySound(0.7, Duration.ofMillis(160),
                Duration.ofMillis(320), 0.7, 0.9);

        public BySound {
            ascending("by sound", List.of(holdSooner, cutSooner));
            if (!(weight >= 0 && weight <= 2)) {
                throw new IllegalArgumentException("weight is from 0 to 2: " + weight);
            }
            if (!(likely > 0.5 && likely <= sure && sure < 1)) {
                throw new IllegalArgumentException(
                        "expected 0.5 < likely <= sure < 1: " + likely + ", " + sure);
            }
        }
    }

    private static void ascending(String what, List<Duration> durations) {
        var before = Duration.ofMillis(1);
        for (var duration : durations) {
            if (duration.compareTo(before) < 0 || duration.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException(
                        what + ": expected positive durations, none shorter than the one before: "
                                + durations);
            }
            before = duration;
        }
    }
}
