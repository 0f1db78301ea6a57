package io.antiphon.dialogue.extract.spell;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.DigitRuns;
import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Letters and digits one by one: "B as in Bravo", "double l", "capital a", "seven". */
public final class Spelled {

    private static final double PLAIN = 0.85;
    private static final double SHORT = 0.6;
    private static final int ENOUGH = 3;
    private static final int LONGEST_DIGITS = 2;
    private static final Set<String> PASSED_OVER = Set.of("capital", "uppercase", "lowercase",
            "small", "letter", "number", "digit", "then", "um", "uh", "and", "space", "comma");
    private static final Map<String, Character> SIGNS = Map.of("dash", '-', "hyphen", '-', "minus",
            '-', "slash", '/', "underscore", '_');
    private static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3, "treble",
            3);
    private static final Set<String> WORDS_THEMSELVES = Set.of("i", "a", "o");
    private static final Set<String> LIKE = Set.of("like", "for");

    /**
     * What was spelled at a place.
     *
     * @param text perhaps empty
     * @param end the place behind it
     */
    public record Run(String text, int end) {}

    private Spelled() {}

    /** The longest that was spelled, in capitals. */
    public static Optional<Found> in(List<String> words) {
        return Corrections.latest(words, take -> {
            String text = longest(take);
            return text.isEmpty() ? Optional.empty() : Optional.of(found(text));
        });
    }

    private static Found found(String text) {
        return new Found(text, aloud(text), text.length() < ENOUGH ? SHORT : PLAIN);
    }

    /** "M, I, double L, E, R" is heard better as "M, I, L, L, E, R". */
    public static String aloud(String text) {
        var aloud = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            aloud.append(i == 0 ? "" : ", ")
                    .append(Character.isDigit(c) && c < 128
                            ? DigitRuns.spoken(String.valueOf(c))
                            : sign(c));
        }
        return aloud.toString();
    }

    private static String sign(char c) {
        return switch (c) {
            case '-' -> "dash";
            case '/' -> "slash";
            case '_' -> "underscore";
            default -> String.valueOf(c);
        };
    }

    private static String longest(List<String> words) {
        String longest = "";
        int i = 0;
        while (i < words.size()) {
            var run = at(words, i);
            boolean spells = words.subList(i, Math.max(run.end(), i))
                    .stream()
                    .anyMatch(Spelled::isCertain);
            longest = spells && run.text().length() > longest.length() ? run.text() : longest;
            i = Math.max(run.end(), i + 1);
        }
        return longest;
    }

    /** What is spelled from a place on; nothing where that is a word of its own, such as "you". */
    public static Run at(List<String> words, int start) {
        // "See" and "you" are letters only behind another one.
        if (Letters.isHomophone(word(words, start)) && !isCertain(words, start + 1)) {
            return new Run("", start);
        }
        var text = new StringBuilder();
        int i = start;
        int end = start;
        while (i < words.size()) {
            int behind = readOne(words, i, text);
            if (behind > i) {
                end = behind;
                i = behind;
            } else if (end > start && PASSED_OVER.contains(words.get(i))) {
                i++;
            } else {
                break;
            }
        }
        return new Run(trimmed(text), end);
    }

    private static boolean isCertain(List<String> words, int i) {
        String word = word(words, i);
        return WORDS_THEMSELVES.contains(word) || isCertain(word);
    }

    /** "I see" spells nothing. */
    private static boolean isCertain(String word) {
        boolean letter = Letters.of(word).isPresent() && !Letters.isHomophone(word)
                && !WORDS_THEMSELVES.contains(word);
        return letter || Numbers.isNumber(word) || word.equals("double");
    }

    private static String trimmed(StringBuilder text) {
        int from = 0;
        int to = text.length();
        while (from < to && SIGNS.containsValue(text.charAt(from))) {
            from++;
        }
        while (to > from && SIGNS.containsValue(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Reads one letter, sign or number; answers the place behind it, the same where there is none. */
    private static int readOne(List<String> words, int i, StringBuilder text) {
        String word = words.get(i);
        if (word.equals("double") && (is(words, i + 1, "u") || is(words, i + 1, "you"))) {
            text.append('W');
            return i + 2;
        }
        if (word.equals("x") && is(words, i + 1, "ray")) {
            text.append('X');
            return i + 2;
        }
        int times = TIMES.getOrDefault(word, 1);
        int at = times > 1 ? i + 1 : i;
        int example = exampleBehind(words, at);
        if (example > at) {
            // The word is heard better than the letter that it stands for.
            text.append(word(words, example).substring(0, 1)
                    .toUpperCase(Locale.ROOT)
                    .repeat(times));
            return example + 1;
        }
        if (SIGNS.containsKey(word)) {
            text.append(SIGNS.get(word).charValue());
            return i + 1;
        }
        var letter = letter(words, at, text);
        if (letter.isPresent()) {
            text.append(String.valueOf(letter.get()).repeat(times));
            return at + 1;
        }
        return number(words, i, at, times, text);
    }

    private static Optional<Character> letter(List<String> words, int at, StringBuilder text) {
        boolean behindDigit = !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
        String word = word(words, at);
        if ((word.equals("oh") || word.equals("o")) && behindDigit) {
            return Optional.of('0');
        }
        return Letters.of(word);
    }

    private static int number(List<String> words, int i, int at, int times, StringBuilder text) {
        if (Numbers.isFigure(word(words, at))) {
            text.append(words.get(at).repeat(times));
            return at + 1;
        }
        var number = Numbers.at(words, at);
        if (number.isEmpty()) {
            return i;
        }
        String digits = String.valueOf(number.get().value());
        boolean oneDigit = times == 1 || digits.length() < LONGEST_DIGITS;
        text.append(oneDigit ? digits.repeat(times) : "");
        return oneDigit ? number.get().end() : i;
    }

    /** The place of "bravo" in "b as in bravo", "b like bravo"; otherwise the place itself. */
    private static int exampleBehind(List<String> words, int at) {
        if (Letters.of(word(words, at)).isEmpty()) {
            return at;
        }
        boolean asIn = is(words, at + 1, "as") && is(words, at + 2, "in");
        boolean like = LIKE.contains(word(words, at + 1));
        int example = asIn ? at + 3 : like ? at + 2 : at;
        String word = word(words, example);
        return example > at && word.length() > 1 && Character.isLetter(word.charAt(0))
                ? example
                : at;
    }

    /** What callers say who spell. */
    public static List<String> forms() {
        return Stream.of(Letters.letters(), Letters.alphabet(),
                List.of("as in", "double", "capital", "double u")).flatMap(List::stream).toList();
    }
}
