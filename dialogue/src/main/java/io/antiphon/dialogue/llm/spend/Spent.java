package io.antiphon.dialogue.llm.spend;

import io.antiphon.dialogue.llm.Usage;

/**
 * What some answers took together.
 *
 * @param answers how many, with those that failed or were cut
 * @param nanos what they cost, in billionths of the operator's currency
 * @param tookNs from each question to the end of its answer
 */
public record Spent(int answers, Usage usage, long nanos, long tookNs) {

    public static final Spent NOTHING = new Spent(0, Usage.NONE, 0, 0);

    /** One answer. */
    public static Spent answer(Usage usage, long nanos, long tookNs) {
        return new Spent(1, usage, nanos, tookNs);
    }

    /** These answers and others. */
    public Spent plus(Spent other) {
        return new Spent(answers + other.answers, usage.plus(other.usage), nanos + other.nanos,
                tookNs + other.tookNs);
    }
}
