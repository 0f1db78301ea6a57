package io.antiphon.dialogue.respond;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Gathers tokens into clauses that can be spoken, so that the voice begins long before the answer is complete.
 * A clause ends with a sentence, or at a comma once it is long enough. Used by one thread.
 */
public final class ClauseSplitter implements Sink {

    private static final int SHORTEST_AT_COMMA = 24;
    private static final Set<String> ABBREVIATIONS = Set.of("dr", "mr", "mrs", "ms", "st", "no");

    private final Function<String, Next> clauses;
    private final StringBuilder pending = new StringBuilder();

    /** Each clause goes to {@code clauses}, trimmed, and its answer decides whether more is wanted. */
    public ClauseSplitter(Function<String, Next> clauses) {
        this.clauses = clauses;
    }

    @Override
    public Next token(String text) {
        pending.append(text);
        for (int end = firstEnd(); end > 0; end = firstEnd()) {
            String clause = pending.substring(0, end).strip();
            pending.delete(0, end);
            if (!clause.isEmpty() && clauses.apply(clause) == Next.STOP) {
                return Next.STOP;
            }
        }
        return Next.GO_ON;
    }

    /** The answer is complete: hands over what is left. */
    public Next finish() {
        String rest = pending.toString().strip();
        pending.setLength(0);
        return rest.isEmpty() ? Next.GO_ON : clauses.apply(rest);
    }

    /** The place behind the first complete clause, or 0. A mark counts once a space follows it. */
    private int firstEnd() {
        for (int i = 0; i + 1 < pending.length(); i++) {
            if (Character.isWhitespace(pending.charAt(i + 1)) && isEnd(i)) {
                return i + 1;
            }
        }
        return 0;
    }

    private boolean isEnd(int i) {
        return switch (pending.charAt(i)) {
            case '!', '?', ';', ':' -> true;
            case ',' -> i >= SHORTEST_AT_COMMA;
            case '.' -> !ABBREVIATIONS.contains(wordBefore(i));
            default -> false;
        };
    }

    private String wordBefore(int end) {
        int start = end;
        while (start > 0 && Character.isLetter(pending.charAt(start - 1))) {
            start--;
        }
        return pending.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
