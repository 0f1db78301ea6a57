package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.breaker.Breaker;
import io.antiphon.dialogue.breaker.BreakerRules;
import io.antiphon.dialogue.breaker.BreakerState;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.WholeJson;
import io.antiphon.fault.EngineFailure;
import io.antiphon.time.NanoClock;
import java.util.OptionalLong;

/**
 * How a provider has lately been doing at one task. The turn threads of all calls write to it, one field at a time; the
 * last word counts, and a lost one does no harm.
 */
final class Standing {

    private static final BreakerRules RULES = new BreakerRules(3, 10_000_000_000L);
    private static final long MEASURED_FOR_NS = 120_000_000_000L;
    /** Of the latest latency in the running one. */
    private static final double WEIGHT = 0.3;

    private final Provider provider;
    private final LanguageModel model;
    private final NanoClock clock;
    private final Breaker breaker;
    private volatile Latency latency = new Latency(0, 0, false);
    private volatile boolean well = true;

    private record Latency(long ns, long measuredNs, boolean isKnown) {}

    Standing(Provider provider, NanoClock clock) {
        this.provider = provider;
        this.model = new WholeJson(provider.model());
        this.clock = clock;
        this.breaker = new Breaker(RULES, clock);
    }

    Provider provider() {
        return provider;
    }

    String name() {
        return provider.name();
    }

    LanguageModel model() {
        return model;
    }

    boolean admits() {
        return breaker.admits();
    }

    BreakerState breaker() {
        return breaker.state();
    }

    boolean isWell() {
        return well;
    }

    void well(boolean isWell) {
        well = isWell;
    }

    void firstTokenAfter(long ns) {
        var before = latency;
        long mean = before.isKnown() ? (long) (before.ns() + WEIGHT * (ns - before.ns())) : ns;
        latency = new Latency(mean, clock.nanoTime(), true);
    }

    /** How soon its first word comes, unless that was measured too long ago to count. */
    OptionalLong latencyNs() {
        var last = latency;
        boolean counts = last.isKnown() && clock.nanoTime() - last.measuredNs() < MEASURED_FOR_NS;
        return counts ? OptionalLong.of(last.ns()) : OptionalLong.empty();
    }

    /** What an answer would cost that is as long as it may be. */
    long expectedNanos(ModelRequest request) {
        return provider.price()
                .nanos(new Usage(request.guessedTokens(), 0, request.form().maxTokens()));
    }

    /** An answer is over. Refusals are about the question or the key: leaving it alone would not mend them. */
    void ended(ModelEnding ending, boolean hasSpoken) {
        switch (ending) {
            case ModelEnding.Finished _, ModelEnding.CutShort _ -> breaker.succeeded();
            case ModelEnding.Stopped _ when hasSpoken -> breaker.succeeded();
            case ModelEnding.Stopped _ -> breaker.abandoned();
            case ModelEnding.Failed(_, var failure) when failure
                    .kind() == EngineFailure.Kind.REFUSED ->
                breaker.abandoned();
            case ModelEnding.Failed _ -> breaker.failed();
        }
    }
}
