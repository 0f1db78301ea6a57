package io.antiphon.tts.text;

import java.util.List;
import java.util.Locale;

/**
 * A word of a text, freed of what stands around it.
 *
 * @param core the word without quotation marks, brackets and final punctuation
 * @param stop the punctuation behind it that a voice should heed: one character, or nothing
 * @param pointed whether a full stop stood right behind the core
 */
record Token(String written, String core, String stop, boolean pointed) {

    private static final String BEFORE = "([{<\"'“‘«*_`~–—¿¡|";
    private static final String BEHIND = ".,!?;:)]}>\"'”’»*_`~…–—|";
    private static final String HEEDED = ",.?!;:";

    static Token of(String written) {
        int from = 0;
        int to = written.length();
        while (from < to && BEFORE.indexOf(written.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && BEHIND.indexOf(written.charAt(to - 1)) >= 0) {
            to--;
        }
        String behind = written.substring(to);
        String stop = stop(behind);
        String core = written.substring(from, to).replace('’', '\'').replace('−', '-');
        return new Token(written, core, stop, behind.startsWith("."));
    }

    /** The first that a voice heeds; behind the point of an abbreviation, what follows it, as in "Sat.,". */
    private static String stop(String behind) {
        List<String> heeded = behind.chars()
                .filter(c -> HEEDED.indexOf(c) >= 0)
                .mapToObj(Character::toString)
                .toList();
        if (heeded.isEmpty()) {
            return behind.contains("…") || behind.contains("—") ? "," : "";
        }
        return heeded.getFirst().equals(".") ? heeded.getLast() : heeded.getFirst();
    }

    String lower() {
        return core.toLowerCase(Locale.ROOT);
    }

    /** A token among its neighbours. */
    record Here(List<Token> tokens, int at) {

        Token token() {
            return tokens.get(at);
        }

        String core() {
            return token().core();
        }

        /** The core before this one in lower case, or nothing at the beginning. */
        String before() {
            return before(1);
        }

        String before(int steps) {
            return at < steps ? "" : tokens.get(at - steps).lower();
        }

        /** The core behind this one in lower case, or nothing at the end. */
        String behind() {
            return at + 1 < tokens.size() ? tokens.get(at + 1).lower() : "";
        }

        /** Whether the sentence seems to be over behind this token. */
        boolean isLast() {
            if (at + 1 >= tokens.size()) {
                return true;
            }
            String next = tokens.get(at + 1).core();
            return !next.isEmpty() && Character.isUpperCase(next.charAt(0));
        }
    }

    /** Reads some kind of token, and leaves all others alone by answering with no words. */
    @FunctionalInterface
    interface Reading {

        List<String> of(Here here);
    }
}
