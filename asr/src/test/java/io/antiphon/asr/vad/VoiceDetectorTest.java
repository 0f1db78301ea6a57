package io.antiphon.asr.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import io.antiphon.speech.VoiceDetector;
import io.antiphon.testkit.Tone;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VoiceDetectorTest {

    private static final int FRAME = Pcm.FRAME_SAMPLES;

    @Test
    void theNetworkIsAskedEvery512Samples() {
        try (var model = loaded(Shipped.tiny("vad").resolve("vad.onnx"));
                var detector = model.open()) {
            var loud = Tone.sine(300, 10_000, FRAME);
            assertEquals(0, detector.likelihood(loud));
            float first = detector.likelihood(loud);
            assertTrue(first > 0.9, "after 640 samples " + first);
            assertEquals(first, detector.likelihood(loud));
            assertTrue(detector.likelihood(loud) > first, "the state adds up");
        }
    }

    @Test
    void callsDoNotHearEachOther() {
        try (var model = loaded(Shipped.tiny("vad").resolve("vad.onnx"));
                var loud = model.open();
                var quiet = model.open();
                var alone = model.open()) {
            for (int i = 0; i < 50; i++) {
                loud.likelihood(Tone.sine(300, 10_000, FRAME));
                var hum = Tone.sine(300, 500, FRAME);
                assertEquals(alone.likelihood(hum), quiet.likelihood(hum));
            }
        }
    }

    @Test
    void afterResetAllIsAsAtFirst() {
        try (var model = loaded(Shipped.tiny("vad").resolve("vad.onnx"));
                var used = model.open();
                var fresh = model.open()) {
            used.likelihood(Tone.noise(1, 20_000, FRAME));
            used.likelihood(Tone.noise(2, 20_000, FRAME));
            used.reset();
            for (int i = 0; i < 10; i++) {
                var frame = Tone.noise(i, 3_000, FRAME);
                assertEquals(fresh.likelihood(frame), used.likelihood(frame));
            }
        }
    }

    @Test
    void theFourthVersionIsRefusedByName() {
        refused(Shipped.tiny("vad").resolve("fourth.onnx"), "fourth version");
        refused(Shipped.tiny("tones").resolve("model.onnx"), "expected input, state, sr");
        refused(Shipped.tiny("tones").resolve("tokens.txt"), "not a usable ONNX model");
        refused(Path.of("nowhere.onnx"), "no voice detection model");
    }

    @Test
    void theShippedDetectorTellsSpeechFromSilenceAndNoise() throws IOException {
        try (var model = loaded(Shipped.voiceDetector()); var detector = model.open()) {
            tellsSpeechFromNoise(detector);
            detector.reset();
            assertTrue(mostOf(detector, new short[Pcm.SAMPLE_RATE]) < 0.5, "digital silence");
            System.out.printf("voice detector: %.1f us a frame%n", microsecondsPerFrame(detector));
        }
    }

    @Test
    void loudnessTellsSpeechFromAQuietLine() throws IOException {
        try (var detector = new EnergyVoiceDetector()) {
            tellsSpeechFromNoise(detector);
            assertTrue(mostOf(detector, new short[Pcm.SAMPLE_RATE]) < 0.1, "digital silence");
        }
    }

    @Test
    void loudnessGetsUsedToSteadyNoise() {
        try (var detector = new EnergyVoiceDetector()) {
            var noise = Tone.noise(5, 1_500, 30 * Pcm.SAMPLE_RATE);
            assertTrue(mostOf(detector, Arrays.copyOf(noise, 4_000)) > 0.5, "at first");
            mostOf(detector, noise);
            assertTrue(mostOf(detector, Arrays.copyOf(noise, 16_000)) < 0.5, "after half a minute");
            assertTrue(mostOf(detector, Tone.noise(6, 20_000, 8_000)) > 0.9, "speech above it");
        }
    }

    private static void tellsSpeechFromNoise(VoiceDetector detector) throws IOException {
        double noise = mostOf(detector, Tone.noise(3, 60, 2 * Pcm.SAMPLE_RATE));
        var file = Shipped.recognizer().resolve("fixtures/held-out/00-flite-rms.wav");
        var wav = Wav.read(file);
        var resampler = new Resampler(wav.sampleRate(), Pcm.SAMPLE_RATE, wav.length());
        var pcm = new short[resampler.mostFor(wav.length())];
        int length = resampler.resample(wav.channels().get(0), 0, wav.length(), pcm);
        double speech = mostOf(detector, Arrays.copyOf(pcm, length));
        assertTrue(speech > 0.8, "speech " + speech);
        assertTrue(noise < 0.5, "noise " + noise);
    }

    private static double mostOf(VoiceDetector detector, short[] pcm) {
        double most = 0;
        for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
            most = Math.max(most, detector.likelihood(Arrays.copyOfRange(pcm, at, at + FRAME)));
        }
        return most;
    }

    private static double microsecondsPerFrame(VoiceDetector detector) {
        var frame = Tone.noise(4, 5_000, FRAME);
        var threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < 1_000; i++) {
                detector.likelihood(frame);
            }
            least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
        }
        return least / 1e6;
    }

    private static SileroModel loaded(Path file) {
        return switch (SileroModel.load(file)) {
            case Ready(var model) -> model;
            case Refused(var failure) -> throw new AssertionError(failure);
        };
    }

    private static void refused(Path file, String complaint) {
        switch (SileroModel.load(file)) {
            case Ready(var model) -> {
                model.close();
                throw new AssertionError("opened " + file);
            }
            case Refused(var failure) -> assertTrue(failure.detail().contains(complaint),
                    failure.detail());
        }
    }
}
