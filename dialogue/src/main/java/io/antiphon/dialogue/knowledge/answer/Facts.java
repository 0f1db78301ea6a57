package io.antiphon.dialogue.knowledge.answer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What in a text can be true or false and is easily made up: numbers, names, days, addresses. Pure.
 *
 * @param numbers as digits
 * @param names in lower case
 */
record Facts(Set<String> numbers, Set<String> names) {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");
    private static final Pattern SENTENCE = Pattern.compile(
            "(?<=[.!?])(?<!\\b(?:Dr|Mr|Mrs|Ms|Prof|St)\\.)\\s+");
    private static final Pattern WORD = Pattern
            .compile("[\\p{L}\\p{N}][\\p{L}\\p{N}@._/+-]*(?<![._-])");
    private static final Set<String> NO_NAMES = Set.of("i", "ok", "okay");
    private static final Set<String> DAYS = Set.of("monday", "tuesday", "wednesday", "thursday",
            "friday", "saturday", "sunday", "january", "february", "april", "june", "july",
            "august",
            "september", "october", "november", "december");

    Facts {
        numbers = Set.copyOf(numbers);
        names = Set.copyOf(names);
    }

    static Facts of(String text) {
        var names = new LinkedHashSet<String>();
        for (var sentence : SENTENCE.split(text, -1)) {
            names(sentence, names);
        }
        var numbers = new LinkedHashSet<String>();
        NUMBER.matcher(text).results().forEach(found -> numbers.add(found.group()));
        SpokenNumbers.of(text).forEach(number -> numbers.add(Long.toString(number)));
        return new Facts(numbers, names);
    }

    /** Days and addresses wherever they stand; of other words those with a capital within a sentence. */
    private static void names(String sentence, Set<String> names) {
        var words = WORD.matcher(sentence);
        boolean isFirst = true;
        while (words.find()) {
            var word = words.group();
            var lower = plain(word);
            boolean isName = Character.isUpperCase(word.codePointAt(0)) && !isFirst
                    && !NO_NAMES.contains(lower);
            boolean isAddress = lower.indexOf('@') > 0;
            if (isName || isAddress || DAYS.contains(lower)) {
                names.add(lower);
            }
            isFirst = false;
        }
    }

    /** All words of a text, as names are compared with them. */
    static Set<String> words(String text) {
        var all = new LinkedHashSet<String>();
        WORD.matcher(text).results().forEach(word -> {
            all.add(plain(word.group()));
            List.of(word.group().split("[._/+-]", -1)).forEach(part -> all.add(plain(part)));
        });
        return all;
    }

    private static String plain(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return lower.length() > 4 && lower.endsWith("s")
                ? lower.substring(0, lower.length() - 1)
                : lower;
    }
}
