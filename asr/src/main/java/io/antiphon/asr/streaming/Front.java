package io.antiphon.asr.streaming;

import io.antiphon.asr.onnx.OnnxStream;

/** Brings sound into the shape in which the network takes it, step by step. Belongs to one stream. */
public sealed interface Front permits FeatureFront, SampleFront {

    /** Whoever runs the network. */
    @FunctionalInterface
    interface Steps {

        /** Takes a step; the network's input is filled. */
        void step();
    }

    /** Takes sound; fills the network's input and steps, as often as it is full. */
    void hear(short[] pcm, int samples, OnnxStream network, Steps steps);

    /**
     * Steps on with what waits, and then with quiet until the network has named all that it heard. The sound
     * that waits still waits afterwards.
     */
    void flush(OnnxStream network, Steps steps);

    /** Whether nothing has been heard. */
    boolean isFresh();

    /** Forgets the utterance. */
    void reset();
}
