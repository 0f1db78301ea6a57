package io.antiphon.dialogue.llm;

/** What an answer is for. Models, patience and prices differ by it. */
public enum Task {
    /** Finding out what a caller means. */
    EXTRACT(0),
    /** Saying something to a caller. */
    RESPOND(0.3),
    /** Shortening what was said. */
    SUMMARISE(0.2),
    /** Telling whether something holds. */
    JUDGE(0);

    private final double temperature;

    Task(double temperature) {
        this.temperature = temperature;
    }

    /** How freely words are chosen; 0 where there is one right answer. */
    public double temperature() {
        return temperature;
    }
}
