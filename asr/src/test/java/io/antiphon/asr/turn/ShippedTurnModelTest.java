package io.antiphon.asr.turn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import io.antiphon.speech.TurnDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The model that comes with the product hears a voice that its training never heard. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedTurnModelTest {

    private static final int FRAME = Pcm.FRAME_SAMPLES;
    private static final long ONSET_MS = 500;
    private static final long SILENCE_AT_THE_END_MS = 1_000;

    private TurnModel model;

    @BeforeAll
    void load() {
        model = switch (TurnModel.load(Shipped.turnModel(), Runnable::run)) {
            case Ready(var ready) -> ready;
            case Refused(var failure) -> throw new AssertionError(failure);
        };
    }

    @AfterAll
    void close() {
        model.close();
    }

    @Test
    void turnIsNotOverWhileTheVoiceGoesOn() throws IOException {
        var pcm = sound("finished");
        try (var detector = model.open()) {
            hear(detector, pcm, endMs(pcm) / 2 + ONSET_MS / 2);
            assertTrue(detector.turnOver() < 0.2, "in mid-sentence " + detector.turnOver());
        }
    }

    @Test
    void finishedSentenceSoundsSo() throws IOException {
        var pcm = sound("finished");
        try (var detector = model.open()) {
            hear(detector, pcm, endMs(pcm) + 200);
            assertTrue(detector.turnOver() > 0.5, "after its end " + detector.turnOver());
        }
    }

    @Test
    void interruptionSoundsSo() throws IOException {
        try (var detector = model.open()) {
            hear(detector, sound("interruption"), ONSET_MS + 320);
            assertTrue(detector.interruption() > 0.7, "is " + detector.interruption());
        }
    }

    @Test
    void coughSoundsLikeNoise() throws IOException {
        try (var detector = model.open()) {
            hear(detector, sound("cough"), ONSET_MS + 200);
            assertTrue(detector.noise() > 0.7, "is " + detector.noise());
            assertTrue(detector.interruption() < 0.2, "is " + detector.interruption());
        }
    }

    @Test
    void costsLittle() throws IOException {
        var frame = Arrays.copyOf(sound("finished"), FRAME);
        var threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        try (var detector = model.open()) {
            for (int round = 0; round < 10; round++) {
                long before = threads.getCurrentThreadCpuTime();
                for (int i = 0; i < 1_000; i++) {
                    detector.hear(frame);
                }
                least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
            }
        }
        System.out.printf("turn model: %.1f us a frame%n", least / 1e6);
    }

    private static void hear(TurnDetector detector, short[] pcm, long untilMs) {
        int end = (int) Pcm.msToSamples(untilMs);
        for (int at = 0; at + FRAME <= end; at += FRAME) {
            detector.hear(Arrays.copyOfRange(pcm, at, at + FRAME));
        }
    }

    private static long endMs(short[] pcm) {
        return Pcm.samplesToMs(pcm.length) - SILENCE_AT_THE_END_MS;
    }

    private static short[] sound(String name) throws IOException {
        var file = Shipped.turnModel().resolveSibling("fixtures").resolve(name + ".wav");
        var wav = Wav.read(file);
        var resampler = new Resampler(wav.sampleRate(), Pcm.SAMPLE_RATE, wav.length());
        var pcm = new short[resampler.mostFor(wav.length())];
        int length = resampler.resample(wav.channels().get(0), 0, wav.length(), pcm);
        return Arrays.copyOf(pcm, length);
    }
}
