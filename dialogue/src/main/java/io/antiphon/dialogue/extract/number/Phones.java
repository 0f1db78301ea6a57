package io.antiphon.dialogue.extract.number;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.word.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Telephone numbers: as they were told, with a plus where one was said. They are not rewritten by the plan of
 * some country, for nobody says which country that would be.
 */
public final class Phones {

    private static final double TOLD = 0.9;
    private static final double SHORT = 0.6;
    private static final int ENOUGH = 5;
    private static final Set<String> EXTENSION = Set.of("extension", "ext");
    private static final Pattern TYPED = Pattern.compile("\\+?[0-9][0-9()/.-]+");

    private Phones() {}

    /** The longest number; {@code 030123456}, {@code +4930123456}, {@code 0301234;ext=12}. */
    public static Optional<Found> in(List<String> said) {
        var words = plain(said);
        if (DigitRuns.hasGap(words)) {
            return Optional.empty();
        }
        String longest = "";
        int end = 0;
        boolean plus = false;
        int i = 0;
        while (i < words.size()) {
            var run = new StringBuilder();
            int behind = DigitRuns.read(words, i, run);
            if (run.length() > longest.length()) {
                longest = run.toString();
                end = behind;
                plus = is(words, i - 1, "plus");
            }
            i = Math.max(behind, i + 1);
        }
        return longest.isEmpty()
                ? Optional.empty()
                : Optional.of(found(longest, plus, extension(words, end)));
    }

    private static List<String> plain(List<String> words) {
        var plain = new ArrayList<String>(words.size());
        for (var word : words) {
            if (TYPED.matcher(word).matches()) {
                if (word.startsWith("+")) {
                    plain.add("plus");
                }
                plain.add(word.replaceAll("[^0-9]", ""));
            } else {
                plain.add(word);
            }
        }
        return plain;
    }

    private static String extension(List<String> words, int i) {
        if (!EXTENSION.contains(word(words, i))) {
            return "";
        }
        var run = new StringBuilder();
        DigitRuns.read(words, i + 1, run);
        return run.toString();
    }

    private static Found found(String digits, boolean plus, String extension) {
        String value = (plus ? "+" : "") + digits
                + (extension.isEmpty() ? "" : ";ext=" + extension);
        String spoken = (plus ? "plus " : "") + DigitRuns.spoken(digits)
                + (extension.isEmpty() ? "" : ", extension " + DigitRuns.spoken(extension));
        return new Found(value, spoken, digits.length() < ENOUGH ? SHORT : TOLD);
    }
}
