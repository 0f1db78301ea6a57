package io.antiphon.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({"8000, 16000", "16000, 8000", "22050, 16000", "44100, 16000", "16000, 16000"})
    void aToneKeepsItsPitchAndLevel(int from, int to) {
        var out = whole(from, to, sine(1_000, from, from));
        assertEquals(to, out.length, to * 0.01);
        double worst = 0;
        int delay = bestDelay(out, to);
        for (int i = to / 4; i < to / 2; i++) {
            worst = Math.max(worst, Math.abs(out[i] - at(1_000, to, i - delay / 64.0)));
        }
        assertTrue(worst < 100, "worst difference " + worst);
    }

    @Test
    void whatTheNewRateCannotCarryIsRemoved() {
        var out = whole(16_000, 8_000, sine(5_000, 16_000, 16_000));
        assertTrue(Pcm.levelDb(out, 1_000, 4_000) < -60,
                "alias at " + Pcm.levelDb(out, 1_000, 4_000));
    }

    @ParameterizedTest
    @CsvSource({"8000, 16000", "16000, 8000", "22050, 16000"})
    void piecesOfAnyLengthGiveTheSameSamples(int from, int to) {
        var in = sine(440, from, 5_000);
        var pieces = new Resampler(from, to, 700);
        var joined = new short[20_000];
        int length = 0;
        int[] sizes = {1, 160, 7, 320, 700, 3};
        for (int at = 0, i = 0; at < in.length; i++) {
            int size = Math.min(sizes[i % sizes.length], in.length - at);
            var out = new short[pieces.mostFor(size)];
            int written = pieces.resample(in, at, size, out);
            System.arraycopy(out, 0, joined, length, written);
            length += written;
            at += size;
        }
        assertArrayEquals(whole(from, to, in), Arrays.copyOf(joined, length));
    }

    @ParameterizedTest
    @CsvSource({"8000, 16000", "16000, 8000", "11025, 16000", "44100, 16000", "48000, 16000"})
    void aWholeRecordingKeepsItsLengthAndPlace(int from, int to) {
        var out = Resampler.whole(sine(400, from, from + 7), from, to);
        assertEquals((long) (from + 7) * to / from, out.length);
        double worst = 0;
        for (int i = to / 10; i < out.length - to / 10; i++) {
            worst = Math.max(worst, Math.abs(out[i] - at(400, to, i)));
        }
        // Half a sample of the new rate, which is all that can be wrong.
        assertTrue(worst < Math.PI * 400 / to * 10_000 + 100, "worst difference " + worst);
        assertEquals(0, Resampler.whole(new short[0], from, to).length);
    }

    private static short[] whole(int from, int to, short[] in) {
        var resampler = new Resampler(from, to, in.length);
        var out = new short[resampler.mostFor(in.length)];
        return Arrays.copyOf(out, resampler.resample(in, 0, in.length, out));
    }

    private static short[] sine(double hertz, int rate, int samples) {
        var pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(at(hertz, rate, i));
        }
        return pcm;
    }

    private static double at(double hertz, int rate, double sample) {
        return 10_000 * Math.sin(2 * Math.PI * hertz * sample / rate);
    }

    /** In 64ths of a sample, found by trying. */
    private static int bestDelay(short[] out, int rate) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int delay = 0; delay < 64 * 40; delay++) {
            double sum = 0;
            for (int i = rate / 4; i < rate / 4 + 200; i++) {
                sum += Math.abs(out[i] - at(1_000, rate, i - delay / 64.0));
            }
            if (sum < least) {
                least = sum;
                best = delay;
            }
        }
        return best;
    }
}
