package io.antiphon.asr.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.audio.Pcm;
import io.antiphon.speech.TurnDetector;
import io.antiphon.testkit.Tone;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A model in the container of smart-turn; its worker works when the test says so. */
class WindowTurnDetectorTest {

    private static final short[] LOUD = Tone.noise(1, 8_000, Pcm.FRAME_SAMPLES);
    private static final short[] QUIET = new short[Pcm.FRAME_SAMPLES];

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean isFull;
    private final TurnModel model = loaded();
    private final TurnDetector detector = model.open();

    @AfterEach
    void closed() {
        detector.close();
        waiting.forEach(Runnable::run);
        model.close();
    }

    @Test
    void pauseIsJudgedOnceItHasLasted200Ms() {
        speak();
        detector.speechPauses();
        hear(QUIET, 6);
        assertEquals(0, waiting.size());
        hear(QUIET, 1);
        assertEquals(1, waiting.size());
        assertEquals(TurnDetector.UNDECIDED, detector.turnOver());
        waiting.remove().run();
        assertTrue(detector.turnOver() > 0.9, "over " + detector.turnOver());
        hear(QUIET, 100);
        assertEquals(0, waiting.size());
    }

    @Test
    void voiceThatGoesOnMakesTheJudgementVoid() {
        speak();
        detector.speechPauses();
        hear(QUIET, 7);
        detector.speechGoesOn();
        waiting.remove().run();
        assertEquals(TurnDetector.UNDECIDED, detector.turnOver());
        hear(LOUD, 10);
        detector.speechPauses();
        hear(LOUD, 7);
        waiting.remove().run();
        assertTrue(detector.turnOver() < 0.5, "still loud " + detector.turnOver());
    }

    @Test
    void onlyThePresentTurnIsShown() {
        hear(LOUD, 200);
        hear(QUIET, 150);
        hear(LOUD, 2);
        detector.speechStarts();
        detector.speechPauses();
        hear(QUIET, 7);
        waiting.remove().run();
        double after = detector.turnOver();
        detector.reset();
        hear(QUIET, 150);
        hear(LOUD, 2);
        detector.speechStarts();
        detector.speechPauses();
        hear(QUIET, 7);
        waiting.remove().run();
        assertEquals(after, detector.turnOver());
    }

    @Test
    void pauseStaysUndecidedWhereTheWorkerHasTooMuchToDo() {
        isFull = true;
        speak();
        detector.speechPauses();
        hear(QUIET, 7);
        assertEquals(TurnDetector.UNDECIDED, detector.turnOver());
        isFull = false;
        detector.speechGoesOn();
        detector.speechPauses();
        hear(QUIET, 7);
        waiting.remove().run();
        assertTrue(detector.turnOver() > 0.5, "over " + detector.turnOver());
    }

    @Test
    void callMayEndWhileItIsLookedAt() {
        speak();
        detector.speechPauses();
        hear(QUIET, 7);
        detector.close();
        waiting.remove().run();
    }

    @Test
    void knowsNothingOfInterruptions() {
        speak();
        assertEquals(0, detector.interruption() + detector.backchannel() + detector.noise());
    }

    private void speak() {
        hear(LOUD, 2);
        detector.speechStarts();
        hear(LOUD, 60);
    }

    private void hear(short[] frame, int times) {
        for (int i = 0; i < times; i++) {
            detector.hear(frame);
        }
    }

    private TurnModel loaded() {
        var file = Shipped.tiny("turn").resolve("looking-back.onnx");
        return switch (TurnModel.load(file, this::offer)) {
            case Ready(var ready) -> ready;
            case Refused(var failure) -> throw new AssertionError(failure);
        };
    }

    private void offer(Runnable task) {
        if (isFull) {
            throw new RejectedExecutionException("full on purpose");
        }
        waiting.add(task);
    }
}
