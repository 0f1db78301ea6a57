package io.antiphon.media;

/**
 * Whoever listens to a caller. Called on the feeding thread of the call's lane, in order, and must not
 * wait; the arrays are reused, so it copies what it keeps.
 *
 * <p>Speech comes as: starts, sound..., (pauses, sound..., goes on, sound...)..., and then either turn
 * over or dismissed. Positions are samples of the caller's sound at 16 kHz, counted from the first.
 */
public interface Ears {

    /** The caller speaks; sound follows from {@code position}, a little before the voice was noticed. */
    void speechStarts(long position);

    /** 20 ms of sound whose first sample is at {@code position}. */
    void sound(short[] pcm, long position);

    /**
     * The caller fell silent at {@code position}; all sound up to there has been handed over. What was
     * said so far should now become {@link io.antiphon.media.floor.Evidence} of that position.
     */
    void speechPauses(long position);

    /** The pause was none. */
    void speechGoesOn(long position);

    /** The caller has finished; the voice ended at {@code position}. */
    void turnOver(long position);

    /** What the caller uttered was no turn: forget it. */
    void dismissed(long position);
}
