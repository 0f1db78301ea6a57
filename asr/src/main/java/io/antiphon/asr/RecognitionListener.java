package io.antiphon.asr;

import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.Recognition.Heard;

/**
 * Learns what was said in one call. Told on a thread of the pool, by one at a time and in the order of what
 * was offered; must not wait. Positions are those that came with the sound or the event which the answer is
 * about.
 */
public interface RecognitionListener {

    /** What has been understood so far has changed. */
    void partial(Heard heard, long position);

    /** The speaker paused; this is what was said, if it was all. */
    void paused(Heard heard, long position);

    /** The turn is over; this is what was said. */
    void finished(Heard heard, long position);

    /** The engine gave up on this utterance. If the turn is over, {@link #finished} will not come. */
    void failed(EngineFailure failure, long position);
}
