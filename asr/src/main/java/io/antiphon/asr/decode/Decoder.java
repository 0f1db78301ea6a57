package io.antiphon.asr.decode;

import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import java.nio.FloatBuffer;

/** Reads words out of what the network names, frame by frame. Belongs to one stream. */
public sealed interface Decoder permits BeamSearch, GreedyDecoder {

    /** Takes the log-probabilities of each symbol in so many frames. */
    void hear(FloatBuffer logProbs, int frames);

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
}
