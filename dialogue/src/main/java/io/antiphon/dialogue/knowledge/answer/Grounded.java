package io.antiphon.dialogue.knowledge.answer;

import io.antiphon.dialogue.knowledge.passage.Passage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the numbers, names and days of an answer stand in the passages that it was to be limited to. It does not tell
 * whether they are in the right places there. Pure; microseconds.
 */
public final class Grounded {

    private static final Pattern CLOCK = Pattern.compile(
            "(\\d{1,2})(?:[:.]\\d{2})?\\s*(am|pm|a\\.m\\.|p\\.m\\.)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DAY_CLOCK = Pattern.compile("\\b(1[3-9]|2[0-3])[:.]\\d{2}");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[.,]\\d{3})+");

    /** Whether an answer may be said. */
    public sealed interface Verdict {

        /** All that was checked is there. */
        record Supported() implements Verdict {}

        /** These pieces of it are nowhere; they are for the trace, not for logs. */
        record Unsupported(List<String> pieces) implements Verdict {

            public Unsupported {
                pieces = List.copyOf(pieces);
            }
        }
    }

    private Grounded() {}

    public static Verdict check(String answer, List<Passage> passages) {
        return check(answer, passages, List.of());
    }

    /**
     * Checks an answer that may also repeat what was known before.
     *
     * @param known the caller's own words, the business's name
     */
    public static Verdict check(String answer, List<Passage> passages, List<String> known) {
        var texts = new ArrayList<>(known);
        passages.forEach(passage -> texts.add(passage.place() + " " + passage.title() + ". "
                + passage.text()));
        var given = String.join(" . ", texts);
        var facts = Facts.of(answer);
        var pieces = new LinkedHashSet<String>();
        var numbers = numbers(given);
        facts.numbers().stream().filter(number -> !isThere(number, numbers)).forEach(pieces::add);
        var words = Facts.words(given);
        facts.names().stream().filter(name -> !words.contains(name)).forEach(pieces::add);
        return pieces.isEmpty()
                ? new Verdict.Supported()
                : new Verdict.Unsupported(pieces.stream().sorted().toList());
    }

    /** All ways in which the numbers of a text may be said. */
    private static Set<String> numbers(String given) {
        var numbers = new HashSet<String>();
        for (var number : Facts.of(given).numbers()) {
            numbers.add(number);
            numbers.add(joined(number));
            numbers.addAll(parts(number));
        }
        var lower = given.toLowerCase(Locale.ROOT);
        CLOCK.matcher(lower).results().forEach(time -> {
            int hour = Integer.parseInt(time.group(1)) % 12;
            numbers.add(Integer.toString(time.group(2).startsWith("p") ? hour + 12 : hour));
        });
        DAY_CLOCK.matcher(lower)
                .results()
                .forEach(
                        time -> numbers
                                .add(Integer.toString(Integer.parseInt(time.group(1)) - 12)));
        return numbers;
    }

    private static boolean isThere(String number, Set<String> numbers) {
        return numbers.contains(number) || numbers.contains(joined(number))
                || (numbers.containsAll(parts(number)) && !GROUPED.matcher(number).matches());
    }

    /** {@code 1,500} and {@code 1.500} as 1500. */
    private static String joined(String number) {
        return GROUPED.matcher(number).matches() ? number.replaceAll("[.,]", "") : number;
    }

    /** {@code 15.99} as 15 and 99; a part that is nothing, as in {@code 8:00}, is not said. */
    private static List<String> parts(String number) {
        var parts = new ArrayList<String>();
        for (var part : number.split("[.,:]", -1)) {
            var bare = part.replaceFirst("^0+(?=\\d)", "");
            if (!bare.equals("0") || parts.isEmpty()) {
                parts.add(bare);
            }
        }
        return parts;
    }
}
