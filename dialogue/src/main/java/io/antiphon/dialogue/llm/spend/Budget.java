package io.antiphon.dialogue.llm.spend;

/**
 * What one call may cost. When it is spent no further answer is begun; the one that spends it is heard to its end.
 *
 * @param mostNanos in billionths of the operator's currency
 * @param mostTimeNs how long models may work for it altogether, from each question to the end of its answer
 */
public record Budget(long mostTokens, long mostNanos, long mostTimeNs) {

    public static final Budget UNLIMITED = new Budget(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Without a bound on the time. */
    public Budget(long mostTokens, long mostNanos) {
        this(mostTokens, mostNanos, Long.MAX_VALUE);
    }

    /** Of each bound the smaller. */
    public Budget within(Budget other) {
        return new Budget(Math.min(mostTokens, other.mostTokens),
                Math.min(mostNanos, other.mostNanos), Math.min(mostTimeNs, other.mostTimeNs));
    }

    boolean isSpent(Spent spent) {
        return spent.usage().tokens() >= mostTokens || spent.nanos() >= mostNanos
                || spent.tookNs() >= mostTimeNs;
    }
}
