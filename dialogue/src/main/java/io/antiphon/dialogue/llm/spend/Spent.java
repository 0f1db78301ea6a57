package io.antiphon.dialogue.llm.spend;

import io.antiphon.dialogue.llm.Usage;

/**
 * What some answers took together.
 *
 * @param answers how many, with those that failed or were cut
 * @param nanos what they cost, in billionths of the operator's currency
 */
public record Spent(int answers, Usage usage, long nanos) {

    public static final Spent NOTHING = new Spent(0, Usage.NONE, 0);

    Spent plus(Spent other) {
        return new Spent(answers + other.answers, usage.plus(other.usage), nanos + other.nanos);
    }
}
