package io.antiphon.asr.decode;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import java.nio.FloatBuffer;

/** Reads words out of what the network answers, frame by frame. Belongs to one stream. */
public interface Decoder extends AutoCloseable {

    /**
     * Takes the network's answer to so many frames: log-probabilities of each symbol, or what the decoder itself
     * has to bring before a network to learn them, which may fail.
     */
    void hear(FloatBuffer answer, int frames) throws ModelFault;

    /** The words so far. */
    Heard heard();

    /** The words, if there are no more frames. */
    Heard ended();

    /** Takes over the state of another decoder of the same make. */
    void copyFrom(Decoder other);

    /** Forgets the utterance. */
    void reset();

    /** What is likely to be said from the next {@link #reset} on. */
    void expect(ExpectedSpeech expected);

    /** Lets go of what it holds outside the heap; most hold nothing. */
    @Override
    default void close() {}
}
