package io.antiphon.speech;

/** Numbers what the agent says in a call, upward: a later utterance has a greater number. */
public record UtteranceId(int number) implements Comparable<UtteranceId> {

    @Override
    public int compareTo(UtteranceId other) {
        return Integer.compare(number, other.number);
    }
}
