package io.antiphon.dialogue.extract.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Numbers as the agent says them. */
public final class SpokenNumber {

    private static final long THOUSAND = 1000;
    private static final long MILLION = THOUSAND * THOUSAND;
    private static final long BILLION = THOUSAND * MILLION;

    private SpokenNumber() {}

    /** "One hundred and twenty", "minus twelve point five". */
    public static String of(BigDecimal value) {
        var whole = value.abs().setScale(0, RoundingMode.DOWN);
        var words = new StringBuilder(value.signum() < 0 ? "minus " : "");
        words.append(whole(whole.longValueExact()));
        String fraction = value.abs().subtract(whole).stripTrailingZeros().toPlainString();
        if (fraction.length() > 2) {
            words.append(" point");
            fraction.substring(2)
                    .chars()
                    .forEach(c -> words.append(' ')
                            .append(Numbers.spoken(c - '0')));
        }
        return words.toString();
    }

    /** "Nineteen eighty four", "two thousand and five", "twenty twenty six". */
    public static String year(int year) {
        boolean inPairs = year >= 1100 && year < 2100 && year % 100 >= 10
                && !(year >= 2000 && year < 2010);
        return inPairs
                ? Numbers.spoken(year / 100) + " " + Numbers.spoken(year % 100)
                : whole(year);
    }

    static String whole(long value) {
        if (value < 100) {
            return Numbers.spoken((int) value);
        }
        var parts = new ArrayList<String>();
        long rest = value;
        rest = scaled(rest, BILLION, "billion", parts);
        rest = scaled(rest, MILLION, "million", parts);
        rest = scaled(rest, THOUSAND, "thousand", parts);
        rest = scaled(rest, 100, "hundred", parts);
        if (rest > 0) {
            parts.add("and " + Numbers.spoken((int) rest));
        }
        return String.join(" ", parts);
    }

    private static long scaled(long value, long scale, String name, List<String> parts) {
        if (value >= scale) {
            parts.add(whole(value / scale) + " " + name);
        }
        return value % scale;
    }
}
