package io.antiphon.tts.text;

import java.util.ArrayList;
import java.util.List;

/** Numbers as English says them. */
final class NumberWords {

    private static final List<String> SMALL = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen");
    private static final List<String> TENS = List.of(
            "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final List<String> ORDINALS = List.of(
            "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
            "ninth", "tenth", "eleventh", "twelfth");
    private static final List<String> GROUPS = List.of(
            "", "thousand", "million", "billion", "trillion");

    /** More digits than this are read one by one. */
    static final int MOST_DIGITS = 15;

    private NumberWords() {}

    static List<String> cardinal(long number) {
        var words = new ArrayList<String>();
        if (number < 0) {
            words.add("minus");
        }
        long rest = Math.abs(number);
        if (rest < 20) {
            words.add(SMALL.get((int) rest));
            return words;
        }
        long unit = 1_000_000_000_000L;
        for (int group = GROUPS.size() - 1; group >= 0; group--) {
            int count = (int) (rest / unit);
            if (count > 0) {
                belowThousand(count, words);
                if (group > 0) {
                    words.add(GROUPS.get(group));
                }
            }
            rest %= unit;
            unit = Math.max(1, unit / 1_000);
        }
        return words;
    }

    private static void belowThousand(int number, List<String> words) {
        if (number >= 100) {
            words.add(SMALL.get(number / 100));
            words.add("hundred");
        }
        int rest = number % 100;
        if (rest >= 20) {
            words.add(TENS.get(rest / 10));
            rest %= 10;
        }
        if (rest > 0) {
            words.add(SMALL.get(rest));
        }
    }

    static List<String> ordinal(long number) {
        var words = cardinal(number);
        String last = words.removeLast();
        int small = SMALL.indexOf(last);
        if (small >= 0 && small < ORDINALS.size()) {
            words.add(ORDINALS.get(small));
        } else if (last.endsWith("y")) {
            words.add(last.substring(0, last.length() - 1) + "ieth");
        } else {
            words.add(last + "th");
        }
        return words;
    }

    /** Years from 1100 to 2099: "nineteen eighty four", "two thousand five", "twenty twenty six". */
    static List<String> year(int year) {
        int century = year / 100;
        int rest = year % 100;
        if (year < 1_100 || year > 2_099 || (century == 20 && rest < 10)) {
            return cardinal(year);
        }
        var words = cardinal(century);
        if (rest == 0) {
            words.add("hundred");
        } else {
            if (rest < 10) {
                words.add("oh");
            }
            words.addAll(cardinal(rest));
        }
        return words;
    }

    /** Every digit of a text by itself; whatever is no digit is left out. */
    static List<String> digits(String text) {
        return text.chars()
                .filter(Character::isDigit)
                .mapToObj(digit -> SMALL.get(Character.digit(digit, 10)))
                .toList();
    }

    /** A number as written, without sign or separators: digits, perhaps a point and more digits. */
    static List<String> written(String number) {
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        var words = new ArrayList<String>();
        if (whole.isEmpty()) {
            words.add("zero");
        } else if (whole.length() > MOST_DIGITS || (whole.length() > 1 && whole.startsWith("0"))) {
            words.addAll(digits(whole));
        } else {
            words.addAll(cardinal(Long.parseLong(whole)));
        }
        if (point >= 0) {
            words.add("point");
            words.addAll(digits(number.substring(point + 1)));
        }
        return words;
    }
}
