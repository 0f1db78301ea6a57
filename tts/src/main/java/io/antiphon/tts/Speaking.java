package io.antiphon.tts;

import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Request;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An utterance on its way. Runs on one {@code tts} worker; {@link #cancel} and {@link #outcome} may be called
 * by any thread.
 */
public final class Speaking {

    private static final long LOOK_AGAIN_NS = 5_000_000;

    private final UtteranceId utterance;
    private final SpeechSynthesizer voice;
    private final Pace pace;
    private final ClauseQueue clauses;
    private final SpeechSink sink;
    private final Semaphore computing;
    private final CompletableFuture<SpeechOutcome> outcome = new CompletableFuture<>();
    private final Mouth mouth = new Mouth();
    private volatile boolean cancelled;
    private volatile @Nullable Thread worker;
    private long taken;

    Speaking(UtteranceId utterance, SpeechSynthesizer voice, Pace pace, ClauseQueue clauses,
            SpeechSink sink, Semaphore computing) {
        this.utterance = utterance;
        this.voice = voice;
        this.pace = pace;
        this.clauses = clauses;
        this.sink = sink;
        this.computing = computing;
    }

    public UtteranceId utterance() {
        return utterance;
    }

    /** Ends it: the sink hears one more frame at most, and then that it was cut. */
    public void cancel() {
        cancelled = true;
        clauses.abandon();
        Thread waiting = worker;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** How it ended, as soon as it has. */
    public Optional<SpeechOutcome> outcome() {
        return Optional.ofNullable(outcome.getNow(null));
    }

    /** Waits for the end. */
    public SpeechOutcome await() {
        return outcome.join();
    }

    /** On the worker: all of it, from the first clause to the end. */
    void run() {
        worker = Thread.currentThread();
        SpeechOutcome how;
        try {
            how = clauseByClause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            how = new SpeechOutcome.Cut(taken);
        } catch (RuntimeException e) {
            // The top of a role: whatever a voice or a playout does, the call must hear of an end.
            how = failed(Kind.BROKEN, "threw " + e.getClass().getName());
        }
        worker = null;
        end(how);
    }

    /** Instead of {@link #run}: there is no worker for it. */
    void refuse(String why) {
        end(failed(Kind.BUSY, why));
    }

    private SpeechOutcome failed(Kind kind, String why) {
        return new SpeechOutcome.Failed(taken, new EngineFailure(kind, voice.name(), why));
    }

    private void end(SpeechOutcome how) {
        clauses.abandon();
        outcome.complete(how);
        sink.ended(utterance, how);
    }

    private SpeechOutcome clauseByClause() throws InterruptedException {
        Optional<String> clause = clauses.next();
        while (clause.isPresent() && !cancelled) {
            SpeechOutcome how = speak(clause.get());
            switch (how) {
                case SpeechOutcome.Spoken _ -> clause = clauses.next();
                case SpeechOutcome.Cut _ -> {
                    return new SpeechOutcome.Cut(taken);
                }
                case SpeechOutcome.Failed(var _, var failure) -> {
                    return new SpeechOutcome.Failed(taken, failure);
                }
            }
        }
        return cancelled ? new SpeechOutcome.Cut(taken) : new SpeechOutcome.Spoken(taken);
    }

    private SpeechOutcome speak(String clause) throws InterruptedException {
        boolean fromMemory = voice instanceof Voice known && known.holds(clause, pace);
        while (!fromMemory && !computing.tryAcquire(LOOK_AGAIN_NS, TimeUnit.NANOSECONDS)) {
            if (cancelled) {
                return new SpeechOutcome.Cut(taken);
            }
        }
        mouth.permitted = !fromMemory;
        mouth.clauseStart = taken;
        try {
            return voice.speak(new Request(utterance, clause, pace), mouth);
        } finally {
            mouth.letAnotherCompute();
        }
    }

    /** Between the voice, which counts from the beginning of a clause, and the sink. */
    private final class Mouth implements Listener {

        private long clauseStart;
        private boolean permitted;

        /** The work is done when the first frame is there; the rest is delivery, which may take seconds. */
        private void letAnotherCompute() {
            if (permitted) {
                permitted = false;
                computing.release();
            }
        }

        @Override
        public Answer hear(short[] pcm) {
            letAnotherCompute();
            if (cancelled) {
                return Answer.STOP;
            }
            SpeechSink.Answer answer = sink.hear(utterance, pcm);
            if (answer == SpeechSink.Answer.FULL) {
                answer = waitForRoom(pcm);
            }
            if (answer != SpeechSink.Answer.GO_ON) {
                return Answer.STOP;
            }
            taken += pcm.length;
            return Answer.GO_ON;
        }

        private SpeechSink.Answer waitForRoom(short[] pcm) {
            var answer = SpeechSink.Answer.FULL;
            while (answer == SpeechSink.Answer.FULL && !cancelled
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(this, LOOK_AGAIN_NS);
                answer = cancelled ? SpeechSink.Answer.STOP : sink.hear(utterance, pcm);
            }
            return answer;
        }

        @Override
        public void word(SpokenWord word) {
            if (!cancelled) {
                sink.word(utterance, word.later(clauseStart));
            }
        }
    }
}
