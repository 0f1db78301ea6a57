package io.antiphon.asr.turn;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxStream;
import io.antiphon.audio.Pcm;
import io.antiphon.speech.TurnDetector;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows the network the last eight seconds of the turn once a pause has lasted 200 ms, and has no opinion before
 * the answer is there. Knows nothing of interruptions.
 *
 * <p>The hearing thread owns it, but for what carries a question to the worker: {@code asked} and the network
 * belong to whoever has set {@code busy}.
 */
final class WindowTurnDetector implements TurnDetector {

    /** A pause is told after 60 ms; the model was trained on endings of 200 ms. */
    private static final int FRAMES_UNTIL_ASKED = 7;

    /** Sound before the onset that belongs to the turn, the frames included that the onset took to be noticed. */
    private static final int BEFORE_ONSET = Pcm.SAMPLE_RATE / 2 + 2 * Pcm.FRAME_SAMPLES;
    private static final int NOT_PAUSED = -1;

    private final OnnxStream network;
    private final Executor worker;
    private final Runnable look = this::look;
    private final short[] ring = new short[WindowMel.SAMPLES];
    private int at;
    private int ofThisTurn;
    private int framesPaused = NOT_PAUSED;
    private long pause;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final WindowMel mel = new WindowMel();
    private final short[] asked = new short[WindowMel.SAMPLES];
    private long askedPause;

    private float answer = UNDECIDED;
    private volatile long answeredPause = NOT_PAUSED;
    private volatile boolean failed;
    private volatile boolean closed;

    WindowTurnDetector(OnnxStream network, Executor worker) {
        this.network = network;
        this.worker = worker;
    }

    @Override
    public void hear(short[] pcm) {
        for (short sample : pcm) {
            ring[at] = sample;
            at = at + 1 == ring.length ? 0 : at + 1;
        }
        ofThisTurn = Math.min(ring.length, ofThisTurn + pcm.length);
        if (framesPaused >= 0 && ++framesPaused == FRAMES_UNTIL_ASKED) {
            ask();
        }
    }

    @Override
    public void speechStarts() {
        ofThisTurn = Math.min(ofThisTurn, BEFORE_ONSET);
        framesPaused = NOT_PAUSED;
        pause++;
    }

    @Override
    public void speechPauses() {
        framesPaused = 0;
        pause++;
    }

    @Override
    public void speechGoesOn() {
        framesPaused = NOT_PAUSED;
        pause++;
    }

    private void ask() {
        // While an earlier question is still being answered, this pause stays without opinion.
        if (failed || !busy.compareAndSet(false, true)) {
            return;
        }
        int silence = asked.length - ofThisTurn;
        Arrays.fill(asked, 0, silence, (short) 0);
        int start = Math.floorMod(at - ofThisTurn, ring.length);
        int first = Math.min(ofThisTurn, ring.length - start);
        System.arraycopy(ring, start, asked, silence, first);
        System.arraycopy(ring, 0, asked, silence + first, ofThisTurn - first);
        askedPause = pause;
        try {
            worker.execute(look);
        } catch (RejectedExecutionException e) {
            // Too much to do elsewhere; words and silence decide this one.
            busy.set(false);
        }
    }

    /** Worker. */
    private void look() {
        try {
            mel.write(asked, network.input());
            network.step();
            answer = Math.clamp(network.answer().get(0), 0f, 1f);
            answeredPause = askedPause;
        } catch (ModelFault fault) {
            failed = true;
        } finally {
            busy.set(false);
            if (closed) {
                closeNetwork();
            }
        }
    }

    @Override
    public float turnOver() {
        return answeredPause == pause ? answer : UNDECIDED;
    }

    @Override
    public void reset() {
        ofThisTurn = 0;
        framesPaused = NOT_PAUSED;
        pause++;
        failed = false;
    }

    @Override
    public void close() {
        closed = true;
        closeNetwork();
    }

    /** Whoever is last: the worker, if it is still at it. Nobody sets busy back afterwards, so it happens once. */
    private void closeNetwork() {
        if (busy.compareAndSet(false, true)) {
            network.close();
        }
    }
}
