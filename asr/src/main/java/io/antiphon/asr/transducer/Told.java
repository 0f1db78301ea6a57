package io.antiphon.asr.transducer;

import java.nio.FloatBuffer;

/** What a decoder makes of the last pieces, for the joiner. Never changes, so readings share it. */
final class Told {

    private final float[] numbers;

    private Told(float[] numbers) {
        this.numbers = numbers;
    }

    /** A copy of the decoder's answer. */
    static Told of(FloatBuffer answer) {
        var numbers = new float[answer.capacity()];
        answer.get(0, numbers);
        return new Told(numbers);
    }

    void putInto(FloatBuffer argument) {
        argument.put(0, numbers);
    }
}
