package io.antiphon.tts;

import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The workers that speak. An utterance keeps its worker to the end, through its writer's thinking and its
 * playout's fullness; what is scarce is the processor, so only {@code atOnce} of them work on a clause at the
 * same time, each until its first frame is there. What comes from memory waits for nobody. A worker that has
 * nothing to do for half a minute goes home.
 */
public final class SynthesisPool implements AutoCloseable {

    /** How its utterances have ended. */
    public record Counts(long spoken, long cut, long failed, long refused, long samples) {}

    private static final long HOME_AFTER_S = 30;
    private static final long LONGEST_CLAUSE_S = 6;

    private final ThreadPoolExecutor workers;
    private final Semaphore computing;
    // Every worker counts; whoever looks adds up.
    private final LongAdder spoken = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder samples = new LongAdder();

    /**
     * A pool.
     *
     * @param threads makes the workers
     * @param utterances the most that are under way at once; as many as there may be calls
     * @param atOnce how many of them may be making a clause at the same time; no more than processors
     */
    public SynthesisPool(ThreadFactory threads, int utterances, int atOnce) {
        if (utterances < 1 || atOnce < 1) {
            throw new IllegalArgumentException(
                    "a pool of " + utterances + " utterances, " + atOnce + " at once");
        }
        workers = new ThreadPoolExecutor(0, utterances, HOME_AFTER_S, TimeUnit.SECONDS,
                new SynchronousQueue<>(), threads);
        computing = new Semaphore(atOnce, true);
    }

    /**
     * Any thread: speaks clause after clause into the sink until the queue ends. If all workers are taken,
     * the sink learns at once, on the calling thread, that it failed.
     */
    public Speaking speak(UtteranceId utterance, SpeechSynthesizer voice, Pace pace,
            ClauseQueue clauses, SpeechSink sink) {
        var speaking = new Speaking(utterance, voice, pace, clauses, new Counting(sink), computing);
        try {
            workers.execute(speaking::run);
        } catch (RejectedExecutionException e) {
            refused.increment();
            speaking.refuse("all " + workers.getMaximumPoolSize() + " workers are speaking");
        }
        return speaking;
    }

    public Counts counts() {
        return new Counts(spoken.sum(), cut.sum(), failed.sum(), refused.sum(), samples.sum());
    }

    /** Stops every utterance within a frame, takes no more, and waits for the clauses that are being made. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            // A voice must not be closed under a worker; one that takes longer than this hangs.
            boolean isQuiet = workers.awaitTermination(LONGEST_CLAUSE_S, TimeUnit.SECONDS);
            if (!isQuiet) {
                throw new IllegalStateException("a voice does not come to an end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counts an utterance before its sink hears of the end. */
    private final class Counting implements SpeechSink {

        private final SpeechSink sink;

        Counting(SpeechSink sink) {
            this.sink = sink;
        }

        @Override
        public Answer hear(UtteranceId utterance, short[] pcm) {
            return Thread.currentThread().isInterrupted() ? Answer.STOP : sink.hear(utterance, pcm);
        }

        @Override
        public void word(UtteranceId utterance, SpokenWord word) {
            sink.word(utterance, word);
        }

        @Override
        public void ended(UtteranceId utterance, SpeechOutcome outcome) {
            samples.add(outcome.samples());
            switch (outcome) {
                case SpeechOutcome.Spoken _ -> spoken.increment();
                case SpeechOutcome.Cut _ -> cut.increment();
                case SpeechOutcome.Failed _ -> failed.increment();
            }
            sink.ended(utterance, outcome);
        }
    }
}
