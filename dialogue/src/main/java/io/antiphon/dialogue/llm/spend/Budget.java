package io.antiphon.dialogue.llm.spend;

/**
 * What one call may cost. When it is spent no further answer is begun; the one that spends it is heard to its end.
 *
 * @param mostNanos in billionths of the operator's currency
 */
public record Budget(long mostTokens, long mostNanos) {

    public static final Budget UNLIMITED = new Budget(Long.MAX_VALUE, Long.MAX_VALUE);

    boolean isSpent(Spent spent) {
        return spent.usage().tokens() >= mostTokens || spent.nanos() >= mostNanos;
    }
}
