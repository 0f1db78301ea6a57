package io.antiphon.speech;

/**
 * The ears of one call. One thread at a time may use it, though not always the same one; calls return
 * when the sound handed over has been worked on, which may take some milliseconds.
 *
 * <p>An utterance begins with the first {@link #hear} after opening, {@link #finish} or {@link #cancel}.
 * Word times count from that sample.
 */
public interface RecognitionStream extends AutoCloseable {

    /**
     * What is likely to be said from the next utterance on. An engine that cannot make use of it hears as
     * before.
     */
    default void expect(ExpectedSpeech expected) {
        // Most engines hear the same whatever is expected.
    }

    /** Takes the next samples (16 kHz) and answers with what has been understood of the utterance so far. */
    Recognition hear(short[] pcm, int samples);

    /**
     * What {@link #finish} would answer if the caller were to say no more. Changes nothing: more sound
     * may follow. Asked in every pause, so it must cost no more than the model's look-ahead.
     */
    Recognition ifFinished();

    /** Ends the utterance and answers with all of it. */
    Recognition finish();

    /** Forgets the utterance. */
    void cancel();

    @Override
    void close();
}
