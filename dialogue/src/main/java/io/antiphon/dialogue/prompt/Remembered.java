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

    /** @param digest has what there is no room for summed up; what it has not yet is shortened */
    Kept of(History history, Digest digest) {
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
        return new Kept(earlier(turns.subList(0, first), digest),
                turns.subList(first, turns.size()));
    }

    /** The latest summary, and behind it what was said since. */
    private static Optional<String> earlier(List<Turn> oldest, Digest digest) {
        var summary = digest.of(oldest);
        int summedUp = summary.map(Digest.Summary::turns).orElse(0);
        // A turn that was taken back may bring one back into the prompt that was summed up before.
        var rest = inShort(oldest.subList(Math.min(summedUp, oldest.size()), oldest.size()));
        return summary.map(Digest.Summary::text)
                .map(text -> rest.map(more -> text + " Then: " + more).orElse(text))
                .or(() -> rest);
    }

    /** Who said what, each by its first words; of very many turns the newest. */
    private static Optional<String> inShort(List<Turn> turns) {
        var lines = new ArrayList<String>();
        for (var turn : turns.subList(Math.max(0, turns.size() - MOST_IN_SHORT), turns.size())) {
            String text = text(turn);
            if (!text.isBlank()) {
                lines.add(who(turn) + ": " + firstWords(Data.line(text, 200)));
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

    static String who(Turn turn) {
        return turn instanceof Turn.AgentSaid ? "you" : "caller";
    }

    static String text(Turn turn) {
        return switch (turn) {
            case Turn.CallerSaid(var text) -> text;
            case Turn.CallerPressed(var key) -> "(pressed " + key + ")";
            case Turn.AgentSaid said -> said.heard();
        };
    }
}
