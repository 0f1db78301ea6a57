package io.antiphon.dialogue.knowledge.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers in words: {@code two hundred and fifty} is 250, {@code nine ninety-nine} is 9 and 99. A {@code one} alone is
 * no number, for it is mostly none. Pure.
 */
final class SpokenNumbers {

    private static final List<String> SMALL = List.of("zero", "one", "two", "three", "four", "five",
            "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
            "fifteen", "sixteen", "seventeen", "eighteen", "nineteen");
    private static final Map<String, Integer> TENS = Map.of("twenty", 20, "thirty", 30, "forty", 40,
            "fifty", 50, "sixty", 60, "seventy", 70, "eighty", 80, "ninety", 90);
    private static final Map<String, Integer> SCALES = Map.of("hundred", 100, "thousand", 1000,
            "million", 1_000_000);

    private final List<Long> found = new ArrayList<>();
    private Optional<Long> open = Optional.empty();
    private boolean isAlone;

    private SpokenNumbers() {}

    static List<Long> of(String text) {
        var numbers = new SpokenNumbers();
        for (var word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)) {
            numbers.hear(word);
        }
        numbers.end();
        return List.copyOf(numbers.found);
    }

    private void hear(String word) {
        if (SMALL.contains(word)) {
            add(SMALL.indexOf(word), SMALL.indexOf(word) < 10 ? 10 : 100);
            isAlone = word.equals("one") && open.equals(Optional.of(1L));
        } else if (TENS.containsKey(word)) {
            add(TENS.getOrDefault(word, 0), 100);
        } else if (SCALES.containsKey(word)) {
            scale(SCALES.getOrDefault(word, 1));
        } else if (!word.equals("and") || open.isEmpty() || open.get() % 100 != 0) {
            end();
        }
    }

    /** Goes on with the number, if it has room for this part; otherwise a new one begins. */
    private void add(int value, int room) {
        boolean fits = open.isPresent() && open.get() >= 20 && open.get() % room == 0;
        if (!fits) {
            end();
        }
        open = Optional.of(open.orElse(0L) + value);
        isAlone = false;
    }

    private void scale(int scale) {
        long before = open.orElse(1L);
        long whole = before / 1000 * 1000;
        open = Optional.of(scale == 100
                ? whole + Math.max(1, before - whole) * 100
                : Math.min(before, 1_000_000) * scale);
        isAlone = false;
    }

    private void end() {
        if (!isAlone) {
            open.ifPresent(found::add);
        }
        open = Optional.empty();
        isAlone = false;
    }
}
