package io.antiphon.speech;

/**
 * Judges, frame by frame, whether somebody speaks. Belongs to one call and to the thread that hears it;
 * allocates nothing of its own per frame, returns in well under a millisecond.
 */
public interface VoiceDetector extends AutoCloseable {

    /**
     * How likely it is, from 0 to 1, that the newest sound contains speech.
     *
     * @param pcm one frame of {@link io.antiphon.audio.Pcm#FRAME_SAMPLES} samples, not kept
     */
    float likelihood(short[] pcm);

    /** Forgets what was heard, before another caller or after a long silence. */
    void reset();

    @Override
    void close();
}
