package io.antiphon.cli.report;

import java.util.OptionalDouble;

/**
 * One thing the caller did, and what became of it.
 *
 * @param kind the caller's intention, such as {@code barge-in}; see docs/call-json.md
 * @param said what the caller says, or the key that was pressed
 * @param recognised what the recogniser made of it
 * @param reply what the agent said next, as far as it was sent
 * @param lost why the turn counts as lost; empty if it does not
 */
public record Turn(int number, String kind, String said, String recognised, String reply,
        Times times,
        String lost) {

    public boolean isLost() {
        return !lost.isEmpty();
    }

    /** Whether the caller's voice ends it: the gap behind a key is no measure of a conversation. */
    public boolean isSpoken() {
        return !kind.equals("key");
    }

    /**
     * Measured from packets; each empty where it does not apply.
     *
     * @param fromMs the caller's first voiced sample
     * @param toMs behind the caller's last voiced sample
     * @param replyFromMs the agent's first voiced sample after it
     * @param wireGapMs the silence between the two; negative if the agent cut in
     * @param stopMs from the caller's first voiced sample to the last of the agent who was speaking
     */
    public record Times(OptionalDouble fromMs, OptionalDouble toMs, OptionalDouble replyFromMs,
            OptionalDouble wireGapMs, OptionalDouble stopMs) {

        public static final Times NONE = new Times(OptionalDouble.empty(), OptionalDouble.empty(),
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }
}
