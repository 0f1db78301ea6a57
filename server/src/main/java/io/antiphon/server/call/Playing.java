package io.antiphon.server.call;

import io.antiphon.media.playout.PlayoutWriter;
import io.antiphon.media.playout.PlayoutWriter.Offer;
import io.antiphon.speech.UtteranceId;
import java.util.concurrent.locks.LockSupport;

/** Writes a recording into a playout, on a thread of its own; any thread may stop it. */
final class Playing implements Runnable {

    /** The playout holds seconds, so it need not be watched closely. */
    private static final long LOOK_AGAIN_NS = 100_000_000;

    private final Sound sound;
    private final boolean isEndless;
    private final UtteranceId utterance;
    private final PlayoutWriter playout;
    private volatile boolean isStopped;

    Playing(Sound sound, boolean isEndless, UtteranceId utterance, PlayoutWriter playout) {
        this.sound = sound;
        this.isEndless = isEndless;
        this.utterance = utterance;
        this.playout = playout;
    }

    void stop() {
        isStopped = true;
    }

    @Override
    public void run() {
        do {
            for (var frame : sound.frames()) {
                if (!taken(() -> playout.offer(utterance, frame))) {
                    return;
                }
            }
        } while (isEndless);
        boolean _ = taken(() -> playout.end(utterance));
    }

    private boolean taken(Attempt attempt) {
        while (!isStopped) {
            switch (attempt.make()) {
                case TAKEN -> {
                    return true;
                }
                case CUT -> {
                    return false;
                }
                case FULL -> LockSupport.parkNanos(this, LOOK_AGAIN_NS);
            }
        }
        return false;
    }

    private interface Attempt {

        Offer make();
    }
}
