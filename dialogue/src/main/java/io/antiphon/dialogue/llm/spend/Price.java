package io.antiphon.dialogue.llm.spend;

import io.antiphon.dialogue.llm.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a token costs, in billionths of the currency in which the operator counts.
 *
 * @param promptNanos one that is read
 * @param cachedNanos one that was read before
 * @param completionNanos one that is written
 */
public record Price(long promptNanos, long cachedNanos, long completionNanos) {

    /** Of a model on one's own machine. */
    public static final Price FREE = new Price(0, 0, 0);

    private static final BigDecimal NANOS_A_TOKEN = BigDecimal.valueOf(1000);

    public Price {
        if (promptNanos < 0 || cachedNanos < 0 || completionNanos < 0) {
            throw new IllegalArgumentException("a price below nothing");
        }
    }

    /** As price lists have it: for a million tokens each. Rounds up. */
    public static Price perMillion(BigDecimal prompt, BigDecimal cached, BigDecimal completion) {
        return new Price(nanos(prompt), nanos(cached), nanos(completion));
    }

    private static long nanos(BigDecimal price) {
        return price.multiply(NANOS_A_TOKEN).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    /** What an answer cost. */
    public long nanos(Usage usage) {
        long read = Math.max(0, usage.promptTokens() - usage.cachedTokens());
        return read * promptNanos + usage.cachedTokens() * cachedNanos
                + usage.completionTokens() * completionNanos;
    }
}
