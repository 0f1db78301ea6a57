package io.antiphon.asr.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class WindowMelTest {

    private final FloatBuffer features = FloatBuffer
            .allocate(WindowMel.BINS * WindowMel.FRAMES);

    /** The numbers come from NumPy, by the formulas of the feature extractor and its Fourier transform. */
    @Test
    void featuresAreThoseOfWhisper() {
        var pcm = new short[WindowMel.SAMPLES];
        for (int n = 80_000; n < pcm.length; n++) {
            pcm[n] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * n / 16_000)
                    + 3_000 * Math.sin(2 * Math.PI * 2_500 * n / 16_000));
        }
        new WindowMel().write(pcm, features);
        assertFeature(-0.2438, 0, 0);
        assertFeature(1.7562, 11, 700);
        assertFeature(1.6115, 12, 700);
        assertFeature(-0.2438, 40, 700);
        assertFeature(0.2303, 45, 799);
        assertFeature(0.3458, 79, 500);
        assertFeature(1.6108, 11, 500);
        assertFeature(1.7549, 11, 501);
    }

    @Test
    void silenceIsOneFlatNumber() {
        new WindowMel().write(new short[WindowMel.SAMPLES], features);
        for (int i = 0; i < features.capacity(); i++) {
            assertEquals(-1.5, features.get(i), 1e-6);
        }
    }

    private void assertFeature(double expected, int bin, int frame) {
        assertEquals(expected, features.get(bin * WindowMel.FRAMES + frame), 2e-4,
                "bin " + bin + ", frame " + frame);
    }
}
