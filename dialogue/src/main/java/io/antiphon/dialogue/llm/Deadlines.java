package io.antiphon.dialogue.llm;

import java.time.Duration;

/**
 * How long an answer may keep one waiting, from when it is streamed.
 *
 * @param firstTokenNs for its first text or tool call
 * @param betweenTokensNs for the next one after each
 * @param wholeNs for all of it
 */
public record Deadlines(long firstTokenNs, long betweenTokensNs, long wholeNs) {

    /** While a caller waits. */
    public static final Deadlines SPOKEN = of(Duration.ofSeconds(3), Duration.ofSeconds(2),
            Duration.ofSeconds(15));

    public Deadlines {
        if (firstTokenNs < 1 || betweenTokensNs < 1 || wholeNs < 1) {
            throw new IllegalArgumentException("deadlines of " + firstTokenNs + ", "
                    + betweenTokensNs + " and " + wholeNs + " ns, expected some patience");
        }
    }

    public static Deadlines of(Duration firstToken, Duration betweenTokens, Duration whole) {
        return new Deadlines(firstToken.toNanos(), betweenTokens.toNanos(), whole.toNanos());
    }

    /** The shorter of each. */
    public Deadlines within(Deadlines other) {
        return new Deadlines(Math.min(firstTokenNs, other.firstTokenNs),
                Math.min(betweenTokensNs, other.betweenTokensNs),
                Math.min(wholeNs, other.wholeNs));
    }
}
