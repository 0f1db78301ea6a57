package io.antiphon.tts.cache;

import io.antiphon.tts.cache.Preparation.State;
import java.util.concurrent.CountDownLatch;

/**
 * One phrase being rendered ahead for all who wished for it; made by the first of them.
 *
 * <p>Its lock is held for a comparison; those who wish, those who speak and the one who renders contend.
 */
final class Ahead {

    private final PhraseCache.Key key;
    private final CountDownLatch done = new CountDownLatch(1);
    private State state = State.WAITING;
    private int wishes = 1;

    Ahead(PhraseCache.Key key) {
        this.key = key;
    }

    PhraseCache.Key key() {
        return key;
    }

    /** Whether there is still something to join. */
    synchronized boolean join() {
        boolean open = state == State.WAITING || state == State.RENDERING;
        if (open) {
            wishes++;
        }
        return open;
    }

    synchronized void leave() {
        wishes--;
        if (wishes == 0 && state == State.WAITING) {
            end(State.ABANDONED);
        }
    }

    synchronized boolean isWanted() {
        return wishes > 0;
    }

    /** The worker's turn, unless everybody has left or somebody took it away. */
    synchronized boolean begin() {
        if (state != State.WAITING) {
            return false;
        }
        state = State.RENDERING;
        return true;
    }

    /**
     * Somebody wants to speak this now: takes it away if nobody has begun, and otherwise answers that it is
     * worth waiting for.
     */
    synchronized boolean isWorthWaitingFor() {
        if (state == State.WAITING) {
            end(State.ABANDONED);
        }
        if (state == State.RENDERING) {
            wishes++;
        }
        return state == State.RENDERING;
    }

    synchronized void end(State how) {
        state = how;
        done.countDown();
    }

    synchronized State state() {
        return state;
    }

    void await() throws InterruptedException {
        done.await();
    }
}
