package io.antiphon.dialogue.respond;

import io.antiphon.dialogue.extract.Words;
import io.antiphon.dialogue.extract.number.Named;
import io.antiphon.dialogue.extract.number.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The numbers of what a model was told, in each way in which they may be said again: 15:30 as "three thirty", "half
 * past three" and "15.30", 2026 as "twenty twenty six", "four seven one one" as 4711. Whether a number means the same
 * where it is said again is not told. Immutable.
 */
public final class Told {

    private static final Pattern FIGURES = Pattern.compile("\\d+(?:[.,:/-]\\d+)*");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[.,]\\d{3})+");
    private static final Pattern PAIR = Pattern.compile("(\\d{1,9})[.,:](\\d{1,2})");
    private static final Pattern SPACED = Pattern.compile("\\d[\\d ()./-]*\\d");
    private static final Pattern NO_DIGIT = Pattern.compile("\\D");
    private static final Pattern BREAK = Pattern.compile("[.,:/-]");
    private static final Pattern MONEY = Pattern.compile("([$€£])\\s?(.*)");
    private static final Map<String, Pattern> CURRENCIES = Map.of("$",
            Pattern.compile("\\$|dollar|usd|buck"), "€", Pattern.compile("€|euro|eur\\b"), "£",
            Pattern.compile("£|pound|gbp|quid"));
    private static final Pattern PERCENT = Pattern.compile("%|per ?cent");
    private static final int RUN = 3;
    private static final int NOON = 12;
    private static final int HALF_AN_HOUR = 30;

    private final String text;
    private final Set<BigDecimal> values = new HashSet<>();
    private final List<String> digits = new ArrayList<>();

    public Told(String text) {
        this.text = text.toLowerCase(Locale.ROOT);
        FIGURES.matcher(text).results().forEach(found -> figures(found.group()));
        SPACED.matcher(text)
                .results()
                .forEach(found -> digits.add(NO_DIGIT.matcher(found.group()).replaceAll("")));
        words(Words.of(text));
    }

    private void figures(String figures) {
        if (GROUPED.matcher(figures).matches()) {
            add(new BigDecimal(BREAK.matcher(figures).replaceAll("")));
        }
        var pair = PAIR.matcher(figures);
        if (pair.matches()) {
            pair(Integer.parseInt(pair.group(1)), pair.group(2));
            hourAfter(figures);
        }
        for (var part : BREAK.split(figures, -1)) {
            part(part);
        }
    }

    /** One number, and the hour or the halves of a year that it may be. */
    private void part(String figures) {
        var value = new BigDecimal(figures);
        add(value);
        if (figures.length() <= 2) {
            hour(value.intValue());
        }
        if (figures.length() == 4) {
            add(new BigDecimal(figures.substring(0, 2)));
            add(new BigDecimal(figures.substring(2)));
        }
    }

    private void hour(int hour) {
        if (hour > NOON && hour < 2 * NOON) {
            add(BigDecimal.valueOf(hour - NOON));
        } else if (hour > 0 && hour < NOON) {
            add(BigDecimal.valueOf(hour + NOON));
        }
    }

    /** An amount with cents, or a time of day. */
    private void pair(int whole, String rest) {
        add(BigDecimal.valueOf(whole));
        add(new BigDecimal(rest));
        add(new BigDecimal(whole + "." + rest));
        if (whole < 2 * NOON) {
            int other = whole >= NOON ? whole - NOON : whole + NOON;
            add(new BigDecimal(other + "." + rest));
        }
    }

    /** What a quarter to four is called after. */
    private void hourAfter(String time) {
        int colon = time.indexOf(':');
        if (colon > 0 && Integer.parseInt(time.substring(colon + 1)) > HALF_AN_HOUR) {
            int hour = Integer.parseInt(time.substring(0, colon)) + 1;
            add(BigDecimal.valueOf(hour));
            hour(hour);
        }
    }

    private void words(List<String> words) {
        var all = Named.in(words);
        for (int i = 0; i < all.size(); i++) {
            var named = all.get(i);
            add(named.value());
            if (named.kind() == Named.Kind.DIGITS) {
                digits.add(named.digits());
            } else if (named.value().scale() <= 0 && named.value().precision() <= 2) {
                hour(named.value().intValue());
            }
            boolean goesOn = i > 0 && all.get(i - 1).end() == named.start();
            if (goesOn) {
                together(all.get(i - 1).value(), named.value());
            }
            clock(words, named);
        }
    }

    /** "Nine thirty", "fifteen ninety nine", "twenty twenty six". */
    private void together(BigDecimal first, BigDecimal second) {
        boolean fits = first.scale() <= 0 && second.scale() <= 0
                && second.compareTo(BigDecimal.TEN) >= 0
                && second.compareTo(BigDecimal.valueOf(100)) < 0
                && first.compareTo(BigDecimal.valueOf(100)) < 0;
        if (fits) {
            pair(first.intValue(), second.toPlainString());
            add(new BigDecimal(first.toPlainString() + second.toPlainString()));
        }
    }

    /** "Half past nine" as 9:30, "quarter to nine" as 8:45. */
    private void clock(List<String> words, Named hour) {
        int before = hour.start() - 1;
        int value = hour.value().intValue();
        if (before < 1 || value < 1 || value > 2 * NOON) {
            return;
        }
        switch (words.get(before - 1) + " " + words.get(before)) {
            case "half past" -> pair(value, "30");
            case "quarter past" -> pair(value, "15");
            case "quarter to" -> pair(value - 1, "45");
            default -> {
                // No time, or one that has its minutes as a number.
            }
        }
    }

    private void add(BigDecimal value) {
        values.add(Named.plain(value));
    }

    /** Whether all that a text claims in numbers, amounts, addresses and links was told; see {@link Claims}. */
    public boolean holds(String text) {
        return Claims.areTrue(text, this::names, this::names);
    }

    /** Whether a number in words was told. */
    boolean names(Named number) {
        return values.contains(number.value()) || isPartOfARun(number.digits());
    }

    private boolean isPartOfARun(String figures) {
        return figures.length() >= RUN && digits.stream().anyMatch(run -> run.contains(figures));
    }

    /** Whether a number, an amount, an address or a link was told, as it is written or in other words. */
    boolean names(String claim) {
        String lower = claim.toLowerCase(Locale.ROOT);
        if (text.contains(lower)) {
            return true;
        }
        var money = MONEY.matcher(lower);
        if (money.matches()) {
            return isTold(money.group(2)) && mentions(money.group(1));
        }
        return lower.endsWith("%")
                ? isTold(lower.substring(0, lower.length() - 1).strip())
                        && PERCENT.matcher(text).find()
                : isTold(lower);
    }

    private boolean mentions(String currency) {
        return CURRENCIES.getOrDefault(currency, PERCENT).matcher(text).find();
    }

    private boolean isTold(String figures) {
        if (!FIGURES.matcher(figures).matches()) {
            return false;
        }
        if (GROUPED.matcher(figures).matches()) {
            return values.contains(
                    Named.plain(new BigDecimal(BREAK.matcher(figures).replaceAll(""))));
        }
        var pair = PAIR.matcher(figures);
        if (pair.matches()) {
            return values.contains(
                    Named.plain(new BigDecimal(pair.group(1) + "." + pair.group(2))));
        }
        return Numbers.isFigure(figures)
                && (values.contains(Named.plain(new BigDecimal(figures))) || isPartOfARun(figures));
    }
}
