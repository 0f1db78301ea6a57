package io.antiphon.speech;

/**
 * Judges, frame by frame, how the caller sounds: whether they have come to an end, and whether what they let
 * hear while the agent speaks is meant for the agent. Knows nothing of words. Belongs to one call and to the
 * thread that hears it; allocates nothing of its own per frame, returns in well under a millisecond.
 */
public interface TurnDetector extends AutoCloseable {

    /** Odds are even: what {@link #turnOver} says when nothing is known. */
    float UNDECIDED = 0.5f;

    /** Has no opinion about anything, for all calls alike. */
    static TurnDetector none() {
        return NoTurnDetector.NONE;
    }

    /**
     * Takes the newest sound, speech or not.
     *
     * @param pcm one frame of {@link io.antiphon.audio.Pcm#FRAME_SAMPLES} samples, not kept
     */
    void hear(short[] pcm);

    /** The caller began to speak, in one of the last frames. */
    default void speechStarts() {}

    /** The caller fell silent; whoever judges only now and then judges now. */
    default void speechPauses() {}

    /** The caller goes on, so what was found out about the pause no longer counts. */
    default void speechGoesOn() {}

    /** How likely it is, from 0 to 1, that the caller has finished, if they are silent now. */
    float turnOver();

    /**
     * How likely it is that the present sound claims the floor. The three kinds add up to 1, or are all 0
     * as long as nothing is known, which is all that a judge of ends alone ever says.
     */
    default float interruption() {
        return 0;
    }

    /** How likely it is that it only shows that the caller listens, as "uh-huh" does. */
    default float backchannel() {
        return 0;
    }

    /** How likely it is that it is not meant for anybody: a cough, a knock, music. */
    default float noise() {
        return 0;
    }

    /** Forgets what was heard, before another caller. */
    void reset();

    @Override
    void close();
}
