package io.antiphon.dialogue.extract.contact;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.DigitRuns;
import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses of houses: "12 Station Road, 80331 Munich". Streets and towns have names that no list holds, so
 * nothing here is sure, and an address is to be read back.
 */
public final class Addresses {

    /** By how many of street, number, postal code and town are there. */
    private static final double[] SURENESS = {0, 0.25, 0.4, 0.5, 0.6};
    private static final Set<String> STREETS = Set.of("street", "road", "avenue", "lane", "drive",
            "way", "square", "place", "court", "boulevard", "close", "terrace", "crescent", "alley",
            "row", "gardens", "park", "hill", "st", "rd", "ave", "strasse", "straße", "weg",
            "platz", "allee", "gasse", "ring");
    private static final List<String> SUFFIXES = List.of("strasse", "straße", "straat", "weg",
            "platz", "allee", "gasse", "damm", "ufer");
    private static final Set<String> AROUND = Set.of("is", "it", "my", "address", "live", "at",
            "in",
            "on", "i", "we", "are", "am", "the", "postal", "code", "post", "zip", "postcode", "and",
            "house", "um", "uh", "yes", "okay", "so", "to", "please", "city", "town", "that", "of",
            "number", "thank", "thanks", "you", "deliver", "send", Word.UNKNOWN);
    private static final int SHORTEST_CODE = 4;
    private static final int LONGEST_CODE = 7;
    private static final int USUAL_CODE = 5;
    private static final int LONGEST_NUMBER = 4;
    private static final int LONGEST_NAME = 3;

    /** A street with the number of the house, perhaps empty, and the places that it takes up. */
    private record Street(String name, String number, int start, int end) {}

    /** Digits and the places that they take up. */
    private record Code(String digits, int start, int end) {}

    private Addresses() {}

    public static Optional<Found> in(List<String> words) {
        return Corrections.latest(words, Addresses::address);
    }

    private static Optional<Found> address(List<String> words) {
        var street = street(words);
        var code = code(words, street.map(Street::end).orElse(0));
        int townAt = code.map(Code::end).orElse(street.map(Street::end).orElse(words.size()));
        var town = name(words, townAt);
        if (street.isEmpty() && (code.isEmpty() || town.isEmpty())) {
            return Optional.empty();
        }
        String house = street.map(Street::number).orElse("");
        String line = (house + " " + street.map(Street::name).orElse("")).strip();
        String place = (code.map(Code::digits).orElse("") + " " + town).strip();
        String value = String.join(", ",
                List.of(line, place).stream().filter(part -> !part.isEmpty()).toList());
        int parts = count(street.isPresent(), !house.isEmpty(), code.isPresent(), !town.isEmpty());
        return Optional.of(new Found(value, aloud(house, street, code, town), SURENESS[parts]));
    }

    private static int count(boolean... parts) {
        int count = 0;
        for (boolean part : parts) {
            count += part ? 1 : 0;
        }
        return count;
    }

    private static Optional<Street> street(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            boolean kind = i > 0 && STREETS.contains(words.get(i)) && isName(words, i - 1);
            boolean compound = SUFFIXES.stream().anyMatch(words.get(i)::endsWith)
                    && words.get(i).length() > LONGEST_CODE;
            if (kind || compound) {
                return Optional.of(streetAt(words, kind ? nameStart(words, i) : i, i + 1));
            }
        }
        return Optional.empty();
    }

    private static int nameStart(List<String> words, int kind) {
        int start = kind;
        while (start > 0 && kind - start < LONGEST_NAME && isName(words, start - 1)) {
            start--;
        }
        return start;
    }

    private static Street streetAt(List<String> words, int start, int end) {
        String name = capitals(words.subList(start, end));
        return before(words, start).map(code -> new Street(name, code.digits(), code.start(), end))
                .or(() -> house(words, is(words, end, "number") ? end + 1 : end)
                        .map(code -> new Street(name, code.digits(), start, code.end())))
                .orElseGet(() -> new Street(name, "", start, end));
    }

    /** "Twelve", "12 a", if no postal code. */
    private static Optional<Code> house(List<String> words, int i) {
        var number = Numbers.at(words, i);
        if (number.isEmpty()) {
            return figures(words, i);
        }
        // A digit behind it makes it the beginning of a postal code, or of a longer number.
        int end = number.get().end();
        boolean more = end < words.size() && isNumeral(words, end) && number.get().value() < 10;
        if (more) {
            return beforeCode(words, i);
        }
        boolean letter = word(words, end).length() == 1 && Character.isLetter(word(words, end)
                .charAt(0));
        return Optional.of(new Code(number.get().value() + (letter ? word(words, end) : ""), i,
                letter ? end + 1 : end));
    }

    /** "Five, eight zero three three one": five digits of such a run are the postal code. */
    private static Optional<Code> beforeCode(List<String> words, int i) {
        int end = i;
        while (end < words.size() && isNumeral(words, end)) {
            end++;
        }
        for (int split = i + 1; split < end && split - i < LONGEST_NUMBER; split++) {
            if (DigitRuns.in(words.subList(split, end)).length() == USUAL_CODE) {
                return Optional.of(new Code(DigitRuns.in(words.subList(i, split)), i, split));
            }
        }
        return Optional.empty();
    }

    private static Optional<Code> figures(List<String> words, int i) {
        String word = word(words, i);
        boolean house = !word.isEmpty() && word.length() < LONGEST_NUMBER + 1
                && Character.isDigit(word.charAt(0))
                && word.chars().allMatch(Character::isLetterOrDigit);
        return house ? Optional.of(new Code(word, i, i + 1)) : Optional.empty();
    }

    /** The number that ends right before the street. */
    private static Optional<Code> before(List<String> words, int end) {
        int start = end;
        while (start > 0 && end - start < LONGEST_NUMBER && isNumeral(words, start - 1)) {
            start--;
        }
        String digits = DigitRuns.in(words.subList(start, end));
        var figures = figures(words, end - 1);
        return digits.isEmpty()
                ? figures
                : Optional.of(new Code(digits, start, end))
                        .filter(code -> code.digits().length() <= LONGEST_NUMBER);
    }

    private static boolean isNumeral(List<String> words, int i) {
        String word = words.get(i);
        return Numbers.isNumber(word) || word.equals("oh") || word.equals("double")
                || word.equals("hundred");
    }

    /** Four to seven digits behind the street, or anywhere where there is none. */
    private static Optional<Code> code(List<String> words, int from) {
        int i = from;
        while (i < words.size()) {
            int end = i;
            while (end < words.size() && isNumeral(words, end)) {
                end++;
            }
            String digits = DigitRuns.in(words.subList(i, end));
            if (digits.length() >= SHORTEST_CODE && digits.length() <= LONGEST_CODE) {
                return Optional.of(new Code(digits, i, end));
            }
            i = Math.max(end, i + 1);
        }
        return Optional.empty();
    }

    /** A town, from a place on. */
    private static String name(List<String> words, int from) {
        int start = from;
        while (start < words.size() && AROUND.contains(words.get(start))) {
            start++;
        }
        int end = start;
        while (end < words.size() && end - start < LONGEST_NAME && isName(words, end)) {
            end++;
        }
        return capitals(words.subList(start, end));
    }

    private static boolean isName(List<String> words, int i) {
        String word = words.get(i);
        return !AROUND.contains(word) && !Numbers.isNumber(word) && !word.equals("oh")
                && Character.isLetter(word.charAt(0));
    }

    private static String capitals(List<String> words) {
        return String.join(" ", words.stream().map(Names::capital).toList());
    }

    private static String aloud(String house, Optional<Street> street, Optional<Code> code,
            String town) {
        var parts = new ArrayList<String>();
        street.map(each -> (spoken(house) + " " + each.name()).strip()).ifPresent(parts::add);
        code.map(each -> DigitRuns.spoken(each.digits()).replace(",", "")).ifPresent(parts::add);
        if (!town.isEmpty()) {
            parts.add(town);
        }
        return String.join(", ", parts);
    }

    private static String spoken(String house) {
        boolean small = !house.isEmpty() && house.length() <= 2 && Numbers.isFigure(house);
        return small ? Numbers.spoken(Integer.parseInt(house)) : house;
    }
}
