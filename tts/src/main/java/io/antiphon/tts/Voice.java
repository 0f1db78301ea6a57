package io.antiphon.tts;

import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpokenWord;
import io.antiphon.time.NanoClock;
import io.antiphon.tts.cache.CachedVoice;
import io.antiphon.tts.cache.Preparation;
import io.antiphon.tts.text.ClauseSplitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A voice with others behind it, each with its memory. A clause that the first fails to begin is taken by the
 * next; a clause that has begun is not begun again. A voice that failed three times in a row rests for a
 * while, so that a caller does not wait for its failure before every clause. May be used by any thread.
 */
public final class Voice implements SpeechSynthesizer {

    private static final int FAILURES_BEFORE_REST = 3;

    private final List<Tier> tiers;
    private final NanoClock clock;
    private final long restNs;
    private final LongAdder fallbacks = new LongAdder();

    /** Voices in the order in which they are asked. */
    public Voice(List<CachedVoice> voices, Duration rest, NanoClock clock) {
        if (voices.isEmpty()) {
            throw new IllegalArgumentException("no voice");
        }
        tiers = voices.stream().map(Tier::new).toList();
        this.clock = clock;
        restNs = rest.toNanos();
    }

    @Override
    public String name() {
        return tiers.getFirst().voice.name();
    }

    @Override
    public SpeechOutcome speak(Request request, Listener listener) {
        for (int i = 0; i < tiers.size() - 1; i++) {
            Tier tier = tiers.get(i);
            if (!tier.isResting(clock.nanoTime())) {
                var outcome = tier.speak(request, listener);
                boolean begun = !(outcome instanceof SpeechOutcome.Failed) || outcome.samples() > 0;
                if (begun) {
                    return outcome;
                }
            }
            fallbacks.increment();
        }
        return tiers.getLast().speak(request, listener);
    }

    /** Whether the first voice would say the clause from memory. */
    boolean holds(String clause, Pace pace) {
        return tiers.getFirst().voice.holds(clause, pace);
    }

    /** Renders a clause ahead of its time, with the first voice. The text must be that of the clause. */
    public Preparation prepare(String clause, Pace pace) {
        return tiers.getFirst().voice.prepare(clause, pace);
    }

    /** Renders a line ahead, clause by clause as {@link ClauseSplitter} will cut it when it is said. */
    public List<Preparation> prepareLine(String line, Pace pace) {
        return ClauseSplitter.split(line).stream().map(clause -> prepare(clause, pace)).toList();
    }

    /** How many clauses a voice further behind had to take. */
    public long fallbacks() {
        return fallbacks.sum();
    }

    @Override
    public void close() {
        tiers.forEach(tier -> tier.voice.close());
    }

    /** One voice and how it has been doing. Failures are rare, so the threads that meet here are few. */
    private final class Tier {

        private final CachedVoice voice;
        private final AtomicInteger failuresInARow = new AtomicInteger();
        private final AtomicLong failedAtNs = new AtomicLong();

        Tier(CachedVoice voice) {
            this.voice = voice;
        }

        boolean isResting(long nowNs) {
            return failuresInARow.get() >= FAILURES_BEFORE_REST
                    && nowNs - failedAtNs.get() < restNs;
        }

        SpeechOutcome speak(Request request, Listener listener) {
            var guard = new Guard(listener);
            SpeechOutcome outcome;
            try {
                outcome = voice.speak(request, guard);
            } catch (RuntimeException e) {
                outcome = new SpeechOutcome.Failed(guard.samples, new EngineFailure(
                        EngineFailure.Kind.BROKEN, voice.name(),
                        "threw " + e.getClass().getName()));
            }
            switch (outcome) {
                // What is refused was too much to ask; that says nothing about the next clause.
                case SpeechOutcome.Failed(var _, var failure) when failure
                        .kind() != EngineFailure.Kind.REFUSED -> {
                    failedAtNs.set(clock.nanoTime());
                    failuresInARow.incrementAndGet();
                }
                case SpeechOutcome.Failed _, SpeechOutcome.Cut _ -> {
                    /* Tells nothing. */ }
                case SpeechOutcome.Spoken _ -> failuresInARow.set(0);
            }
            return outcome;
        }
    }

    /** Counts what was heard, for a voice that ends with an exception cannot say. */
    private static final class Guard implements Listener {

        private final Listener listener;
        private long samples;

        Guard(Listener listener) {
            this.listener = listener;
        }

        @Override
        public Answer hear(short[] pcm) {
            samples += pcm.length;
            return listener.hear(pcm);
        }

        @Override
        public void word(SpokenWord word) {
            listener.word(word);
        }
    }
}
