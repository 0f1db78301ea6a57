package io.antiphon.tts.cache;

import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody's wish that a phrase be rendered ahead. May be used by any thread. */
public final class Preparation {

    /** How far it has come. */
    public enum State {
        WAITING,
        RENDERING,
        /** It is, or was, in the cache. */
        READY,
        /** The voice failed, or the phrase was not worth keeping. */
        FAILED,
        /** Everybody who wished for it has lost interest, or somebody rendered it at once. */
        ABANDONED,
        /** Too many were waiting. */
        REFUSED
    }

    private final Ahead ahead;
    private final AtomicBoolean abandoned = new AtomicBoolean();

    Preparation(Ahead ahead) {
        this.ahead = ahead;
    }

    public State state() {
        return ahead.state();
    }

    /** The phrase will not be needed. Rendering stops at the next frame unless others wait for it too. */
    public void abandon() {
        if (abandoned.compareAndSet(false, true)) {
            ahead.leave();
        }
    }

    /** Waits until it is done in one way or another; for starting up and for tests. */
    public State await() throws InterruptedException {
        ahead.await();
        return ahead.state();
    }
}
