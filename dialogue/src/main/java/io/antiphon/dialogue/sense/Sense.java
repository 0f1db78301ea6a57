package io.antiphon.dialogue.sense;

/**
 * What the words so far tell about whether the caller has finished.
 *
 * @param endOfTurn from 0 to 1, how likely it is that nothing more follows
 * @param words how many there are, without "um" and the like
 * @param acknowledgement "uh-huh", "okay": the caller listens and does not want the floor
 * @param stop "wait", "no no": the caller wants the floor at once
 * @param fillerOnly nothing but "um"
 */
public record Sense(double endOfTurn, int words, boolean acknowledgement, boolean stop,
        boolean fillerOnly) {}
