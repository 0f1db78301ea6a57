package io.antiphon.asr.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.audio.Pcm;
import io.antiphon.speech.TurnDetector;
import io.antiphon.testkit.Tone;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class TurnDetectorTest {

    private static final int FRAME = Pcm.FRAME_SAMPLES;
    private static final short[] LOUD = Tone.sine(300, 10_000, FRAME);
    private static final Executor NOBODY = task -> {
        throw new AssertionError("this model works on the thread that hears");
    };

    @Test
    void knowsNothingBeforeTheFirst40Ms() {
        try (var model = tiny(); var detector = model.open()) {
            detector.hear(LOUD);
            assertNoOpinion(detector);
            detector.hear(LOUD);
            assertTrue(detector.turnOver() < 0.5, "while it is loud " + detector.turnOver());
            float sum = detector.interruption() + detector.backchannel() + detector.noise();
            assertEquals(1, sum, 1e-5);
        }
    }

    @Test
    void judgementHoldsUntilTheNextOne() {
        try (var model = tiny(); var detector = model.open()) {
            hear(detector, LOUD, 4);
            float before = detector.turnOver();
            detector.hear(new short[FRAME]);
            assertEquals(before, detector.turnOver());
            detector.hear(new short[FRAME]);
            assertTrue(detector.turnOver() > before, "it fell silent");
        }
    }

    @Test
    void callsDoNotHearEachOther() {
        try (var model = tiny();
                var loud = model.open();
                var quiet = model.open();
                var alone = model.open()) {
            for (int i = 0; i < 50; i++) {
                loud.hear(LOUD);
                var hum = Tone.sine(300, 500, FRAME);
                quiet.hear(hum);
                alone.hear(hum);
                assertEquals(alone.turnOver(), quiet.turnOver());
            }
        }
    }

    @Test
    void afterResetAllIsAsAtFirst() {
        try (var model = tiny(); var used = model.open(); var fresh = model.open()) {
            hear(used, LOUD, 7);
            used.reset();
            assertNoOpinion(used);
            for (int i = 0; i < 10; i++) {
                var frame = Tone.noise(i, 3_000, FRAME);
                used.hear(frame);
                fresh.hear(frame);
                assertEquals(fresh.turnOver(), used.turnOver());
                assertEquals(fresh.noise(), used.noise());
            }
        }
    }

    @Test
    void networkThatFailsHasNoOpinionUntilTheNextCall() {
        try (var model = tiny(); var detector = model.open()) {
            hear(detector, LOUD, 2);
            var fullScale = new short[FRAME];
            Arrays.fill(fullScale, Short.MIN_VALUE);
            hear(detector, fullScale, 4);
            assertNoOpinion(detector);
            hear(detector, LOUD, 4);
            assertNoOpinion(detector);
            detector.reset();
            hear(detector, LOUD, 2);
            assertTrue(detector.turnOver() < 0.5, "after the reset");
        }
    }

    @Test
    void whatIsNoTurnModelIsRefusedByName() {
        refused(Shipped.tiny("tones").resolve("model.onnx"), "expected [input, state, sr]");
        refused(Shipped.tiny("tones").resolve("tokens.txt"), "not a usable ONNX model");
        refused(Path.of("nowhere.onnx"), "no turn model");
    }

    private static void hear(TurnDetector detector, short[] frame, int times) {
        for (int i = 0; i < times; i++) {
            detector.hear(frame);
        }
    }

    private static void assertNoOpinion(TurnDetector detector) {
        assertEquals(TurnDetector.UNDECIDED, detector.turnOver());
        assertEquals(0, detector.interruption() + detector.backchannel() + detector.noise());
    }

    private static TurnModel tiny() {
        return loaded(Shipped.tiny("turn").resolve("turn.onnx"));
    }

    private static TurnModel loaded(Path file) {
        return switch (TurnModel.load(file, NOBODY)) {
            case Ready(var model) -> model;
            case Refused(var failure) -> throw new AssertionError(failure);
        };
    }

    private static void refused(Path file, String complaint) {
        switch (TurnModel.load(file, NOBODY)) {
            case Ready(var model) -> {
                model.close();
                throw new AssertionError("opened " + file);
            }
            case Refused(var failure) -> assertTrue(failure.detail().contains(complaint),
                    failure.detail());
        }
    }
}
