package io.antiphon.asr.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.audio.Wav;
import io.antiphon.testkit.Tone;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogMelTest {

    @Test
    void featuresAreThoseOfAPlainFourierSum() {
        var pcm = Tone.noise(7, 9_000, 4_000);
        var tone = Tone.sine(1_234, 6_000, 4_000);
        for (int i = 1_000; i < pcm.length; i++) {
            pcm[i] = (short) (pcm[i] / 8 + tone[i]);
        }
        var frames = features(pcm, 4_000);
        assertEquals((4_000 - 280) / 160 + 1, frames.size());
        double worst = 0;
        for (int n = 0; n < frames.size(); n++) {
            var expected = reference(pcm, n);
            for (int bin = 0; bin < LogMel.BINS; bin++) {
                worst = Math.max(worst, Math.abs(expected[bin] - frames.get(n)[bin]));
            }
        }
        assertTrue(worst < 1e-3, "largest difference " + worst);
    }

    @Test
    void digitalSilenceIsTheFloor() {
        for (var frame : features(new short[1_000], 1_000)) {
            for (float value : frame) {
                assertEquals(Math.log(1.19209290e-7), value, 1e-5);
            }
        }
    }

    @Test
    void piecesOfAnyLengthGiveTheSameFrames() {
        var pcm = Tone.noise(8, 9_000, 5_000);
        var whole = features(pcm, 5_000);
        for (int size : new int[]{1, 37, 160, 320, 777}) {
            var pieces = features(pcm, size);
            assertEquals(whole.size(), pieces.size());
            for (int i = 0; i < whole.size(); i++) {
                assertArrayEquals(whole.get(i), pieces.get(i));
            }
        }
    }

    @Test
    void afterResetNothingIsLeft() {
        var mel = new LogMel();
        mel.hear(Tone.noise(9, 9_000, 1_111), 1_111, frame -> {});
        mel.reset();
        var pcm = Tone.noise(10, 9_000, 1_000);
        var again = new ArrayList<float[]>();
        mel.hear(pcm, 1_000, frame -> again.add(frame.clone()));
        var fresh = features(pcm, 1_000);
        assertEquals(fresh.size(), again.size());
        for (int i = 0; i < fresh.size(); i++) {
            assertArrayEquals(fresh.get(i), again.get(i));
        }
    }

    @Test
    void featuresAreThoseOfTheReference() throws IOException {
        var folder = Shipped.tiny("kaldi");
        var pcm = Wav.read(folder.resolve("speech.wav")).channels().get(0);
        var stored = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("features.f32")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var frames = features(pcm, 320);
        // The reference mirrors the end of the sound, so it has a frame or two more.
        int storedFrames = stored.remaining() / LogMel.BINS;
        assertTrue(frames.size() >= storedFrames - 2 && frames.size() <= storedFrames);
        double worst = 0;
        for (int n = 0; n < frames.size(); n++) {
            for (int bin = 0; bin < LogMel.BINS; bin++) {
                worst = Math.max(worst,
                        Math.abs(frames.get(n)[bin] - stored.get(n * LogMel.BINS + bin)));
            }
        }
        System.out.printf("features: largest difference to the reference %.2g%n", worst);
        assertTrue(worst < 5e-3, "largest difference " + worst);
    }

    @Test
    void framesAllocateNothing() {
        var mel = new LogMel();
        var pcm = Tone.noise(11, 9_000, 320);
        LogMel.Sink sink = frame -> {};
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long leastNs = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long beforeNs = threads.getCurrentThreadCpuTime();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 5_000; i++) {
                mel.hear(pcm, 320, sink);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            leastNs = Math.min(leastNs, threads.getCurrentThreadCpuTime() - beforeNs);
        }
        System.out.printf("features: %.1f us a frame%n", leastNs / 1e3 / 10_000);
        assertEquals(0, least);
    }

    private static List<float[]> features(short[] pcm, int pieceSize) {
        var mel = new LogMel();
        var frames = new ArrayList<float[]>();
        for (int at = 0; at < pcm.length; at += pieceSize) {
            int size = Math.min(pieceSize, pcm.length - at);
            var piece = Arrays.copyOfRange(pcm, at, at + size);
            mel.hear(piece, size, frame -> frames.add(frame.clone()));
        }
        return frames;
    }

    /** Straight from the definition, in double precision, with a Fourier sum written out. */
    private static double[] reference(short[] pcm, int frame) {
        var x = new double[400];
        double mean = 0;
        for (int i = 0; i < 400; i++) {
            int at = frame * 160 + 80 - 200 + i;
            x[i] = pcm[at < 0 ? -at - 1 : at] / 32_768.0;
            mean += x[i] / 400;
        }
        for (int i = 399; i >= 0; i--) {
            x[i] = x[i] - mean - 0.97 * (x[Math.max(0, i - 1)] - mean);
        }
        var power = new double[256];
        for (int k = 0; k < 256; k++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < 400; i++) {
                double window = Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * i / 399), 0.85);
                re += x[i] * window * Math.cos(2 * Math.PI * k * i / 512);
                im -= x[i] * window * Math.sin(2 * Math.PI * k * i / 512);
            }
            power[k] = re * re + im * im;
        }
        return mel(power);
    }

    private static double[] mel(double[] power) {
        var energies = new double[80];
        double step = (mel(7_600) - mel(20)) / 81;
        for (int bin = 0; bin < 80; bin++) {
            double centre = mel(20) + (bin + 1) * step;
            double sum = 0;
            for (int k = 0; k < 256; k++) {
                double distance = Math.abs(mel(k * 16_000 / 512.0) - centre) / step;
                sum += Math.max(0, 1 - distance) * power[k];
            }
            energies[bin] = Math.log(Math.max(sum, 1.19209290e-7));
        }
        return energies;
    }

    private static double mel(double hertz) {
        return 1_127 * Math.log(1 + hertz / 700);
    }
}
