package io.antiphon.tts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a text that is still being written into clauses, each as early as it makes sense to say it.
 *
 * <p>The first clause decides how long the caller waits, so it is cut short: at any sentence end, at a comma
 * or before a conjunction once it has three words, before a preposition once it has six. Later ones, which
 * are made while the one before them is heard, end at a sentence end, or at a comma once they have five
 * words. No clause is longer than {@value #MOST_CHARS} characters, so that a writer who forgets punctuation
 * is heard too. "Dr. Smith", "10.30" and "a.m." are never cut.
 *
 * <p>Belongs to one answer and to the thread that receives it.
 */
public final class ClauseSplitter {

    static final int MOST_CHARS = 240;

    private static final int FIRST_WORDS = 3;
    private static final int LONG_FIRST_WORDS = 6;
    private static final int LATER_WORDS = 5;
    private static final String SENTENCE_ENDS = ".?!…";
    private static final String PAUSES = ",;:—–";
    private static final String CLOSERS = "\"')]}”’»*_";
    private static final Set<String> CONJUNCTIONS = Set.of(
            "and", "but", "or", "so", "because", "which", "if", "when", "while", "then", "where",
            "unless", "although", "since", "who");
    private static final Set<String> PREPOSITIONS = Set.of(
            "to", "for", "with", "at", "in", "on", "from", "about", "by", "before", "after", "that",
            "during", "until", "of");

    private final StringBuilder text = new StringBuilder();
    private int scanned;
    private int words;
    private boolean first = true;

    /** All clauses of a text. */
    public static List<String> split(String text) {
        var splitter = new ClauseSplitter();
        var clauses = new ArrayList<>(splitter.add(text));
        clauses.addAll(splitter.flush());
        return clauses;
    }

    /** Takes the next piece of the text and answers with the clauses that it completes. */
    public List<String> add(String delta) {
        text.append(delta);
        var clauses = new ArrayList<String>();
        int cut = nextCut();
        while (cut > 0) {
            take(cut, clauses);
            cut = nextCut();
        }
        return clauses;
    }

    /** The text is over: answers with what is left of it. The splitter is then ready for another one. */
    public List<String> flush() {
        var clauses = new ArrayList<String>();
        take(text.length(), clauses);
        first = true;
        return clauses;
    }

    private void take(int length, List<String> clauses) {
        String clause = text.substring(0, length).strip();
        text.delete(0, length);
        scanned = 0;
        words = 0;
        if (clause.chars().anyMatch(Character::isLetterOrDigit)) {
            clauses.add(clause);
            first = false;
        }
    }

    /** Where the clause at hand ends, or 0 while that cannot be told. */
    private int nextCut() {
        while (scanned < text.length()) {
            char c = text.charAt(scanned);
            int cut = cutAt(c);
            if (cut != 0) {
                return Math.max(cut, 0);
            }
            if (Character.isWhitespace(c) && startOfWord(scanned) < scanned) {
                words++;
            }
            scanned++;
            if (scanned >= MOST_CHARS) {
                int space = text.lastIndexOf(" ", scanned - 1);
                return space > 0 ? space : scanned;
            }
        }
        return 0;
    }

    /** Where to cut because of a character, 0 if not, -1 if more of the text is needed to tell. */
    private int cutAt(char c) {
        if (c == '\n') {
            return words > 0 || startOfWord(scanned) < scanned ? scanned + 1 : 0;
        }
        if (SENTENCE_ENDS.indexOf(c) >= 0) {
            return cutAtSentenceEnd(c);
        }
        int needed = first ? FIRST_WORDS : LATER_WORDS;
        if (PAUSES.indexOf(c) >= 0 && wordsHere() >= needed) {
            return cutBehind(scanned + 1);
        }
        boolean longFirst = first && words >= FIRST_WORDS && Character.isWhitespace(c);
        return longFirst ? cutBeforeWord() : 0;
    }

    private int cutAtSentenceEnd(char c) {
        String word = wordBefore(scanned);
        if (c == '.' && (isAbbreviation(word) || isListNumber(word))) {
            return 0;
        }
        // Nothing but white space can make a point the end of a sentence, but a question is one at once.
        int behind = behindClosers(scanned + 1);
        if (behind >= text.length()) {
            return c == '.' || c == '…' ? -1 : behind;
        }
        if (!Character.isWhitespace(text.charAt(behind))) {
            return 0;
        }
        return Lexicon.MAYBE_LAST.contains(word) || word.equals("no")
                ? cutBeforeCapital(behind)
                : behind;
    }

    /** Behind "a.m." or "No." only a capital, not a digit or a small letter, begins a sentence. */
    private int cutBeforeCapital(int behind) {
        int next = behind;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next >= text.length()) {
            return -1;
        }
        return Character.isUpperCase(text.charAt(next)) ? behind : 0;
    }

    private int cutBehind(int at) {
        int behind = behindClosers(at);
        if (behind >= text.length()) {
            return -1;
        }
        return Character.isWhitespace(text.charAt(behind)) ? behind : 0;
    }

    private int behindClosers(int at) {
        int behind = at;
        while (behind < text.length() && (CLOSERS.indexOf(text.charAt(behind)) >= 0
                || SENTENCE_ENDS.indexOf(text.charAt(behind)) >= 0)) {
            behind++;
        }
        return behind;
    }

    private int cutBeforeWord() {
        int start = startOfWord(scanned);
        String word = text.substring(start, scanned).toLowerCase(Locale.ROOT);
        boolean cut = CONJUNCTIONS.contains(word)
                || (words >= LONG_FIRST_WORDS && PREPOSITIONS.contains(word));
        return cut ? start : 0;
    }

    private int wordsHere() {
        return words + (startOfWord(scanned) < scanned ? 1 : 0);
    }

    private int startOfWord(int end) {
        int start = end;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private String wordBefore(int end) {
        return Token.of(text.substring(startOfWord(end), end)).lower();
    }

    private static boolean isAbbreviation(String word) {
        boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0));
        return initial || Lexicon.TITLES.contains(word);
    }

    /** "1." at the beginning of a clause numbers a list. */
    private boolean isListNumber(String word) {
        return words == 0 && !word.isEmpty() && word.length() <= 2
                && word.chars().allMatch(Character::isDigit);
    }
}
