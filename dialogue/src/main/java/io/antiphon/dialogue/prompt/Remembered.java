package io.antiphon.dialogue.prompt;

import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps a conversation within a budget of tokens: the newest turns as they were, the oldest in short. */
final class Remembered {

    /** What a small model on a small machine reads in a tenth of a second, once the beginning is cached. */
    private static final int BUDGET_TOKENS = 700;
    private static final int SHORT_WORDS = 6;
    private static final int MOST_IN_SHORT = 12;

    /** What is left of a conversation. */
    record Kept(Optional<String> earlier, List<Turn> turns) {}

    Kept of(History history) {
        var turns = history.turns();
        int first = turns.size();
        long tokens = 0;
        while (first > 0) {
            tokens += Usage.guess(text(turns.get(first - 1)));
            if (tokens > BUDGET_TOKENS && first < turns.size()) {
                break;
            }
            first--;
        }
        return new Kept(inShort(turns.subList(0, first)), turns.subList(first, turns.size()));
    }

    /** Who said what, each by its first words; of very many turns the newest. */
    private static Optional<String> inShort(List<Turn> turns) {
        var lines = new ArrayList<String>();
        for (var turn : turns.subList(Math.max(0, turns.size() - MOST_IN_SHORT), turns.size())) {
            String text = text(turn);
            if (!text.isBlank()) {
                lines.add((turn instanceof Turn.AgentSaid ? "you: " : "caller: ")
                        + firstWords(Data.of(text, 200)));
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(" / ", lines));
    }

    private static String firstWords(String text) {
        var words = text.split("\\s+");
        return words.length <= SHORT_WORDS
                ? text
                : String.join(" ", List.of(words).subList(0, SHORT_WORDS)) + " ...";
    }

    private static String text(Turn turn) {
        return switch (turn) {
            case Turn.CallerSaid(var text) -> text;
            case Turn.CallerPressed(var key) -> "(pressed " + key + ")";
            case Turn.AgentSaid said -> said.heard();
        };
    }
}
