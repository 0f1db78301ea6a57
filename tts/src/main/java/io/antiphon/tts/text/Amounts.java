package io.antiphon.tts.text;

import io.antiphon.tts.text.Token.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads money, quantities, ordinals, fractions and ranges. */
final class Amounts {

    private static final String NUMBER = "(\\d{1,3}(?:,\\d{3})+|\\d+)";
    private static final Pattern MONEY = Pattern
            .compile("(-)?([$€£¥])" + NUMBER + "(?:\\.(\\d{2})|(\\.\\d+))?(k|m|bn|b)?");
    private static final Pattern MONEY_BEHIND = Pattern
            .compile("()" + NUMBER + "(?:\\.(\\d{2}))?([€£¥])");
    private static final Pattern QUANTITY = Pattern
            .compile("([-+])?" + NUMBER + "?(\\.\\d+)?([a-z°%]*)");
    private static final Pattern ORDINAL = Pattern.compile(NUMBER + "(?:st|nd|rd|th)");
    private static final Pattern RANGE = Pattern.compile("([\\d.,:]*\\d)[-–]([\\d.,:]*\\d[%a-z]*)");
    private static final Set<String> SCALES = Set.of("hundred", "thousand", "million", "billion",
            "trillion");
    private static final Map<String, String> FRACTIONS = Map.of(
            "1/2", "one half", "1/3", "one third", "2/3", "two thirds", "1/4", "one quarter",
            "3/4", "three quarters", "½", "one half", "¼", "one quarter", "¾", "three quarters");
    private static final Map<String, String> SHORT_SCALES = Map.of("k", "thousand", "m", "million",
            "bn", "billion", "b", "billion");

    private record Currency(String one, String many, String cent, String cents) {}

    private static final Map<String, Currency> CURRENCIES = Map.of(
            "$", new Currency("dollar", "dollars", "cent", "cents"),
            "€", new Currency("euro", "euros", "cent", "cents"),
            "£", new Currency("pound", "pounds", "penny", "pence"),
            "¥", new Currency("yen", "yen", "sen", "sen"));

    private Amounts() {}

    static List<String> money(Here here) {
        Matcher behind = MONEY_BEHIND.matcher(here.core());
        if (behind.matches()) {
            return plainMoney(currency(behind.group(4)), behind.group(2), behind.group(3));
        }
        Matcher money = MONEY.matcher(here.token().lower());
        if (money.matches()) {
            return money(here, money);
        }
        // "$5 million" is said as "five", "million dollars": each word keeps what is its own.
        Matcher before = MONEY.matcher(here.before());
        if (SCALES.contains(here.token().lower()) && before.matches()) {
            return List.of(here.token().lower(), currency(before.group(2)).many());
        }
        return List.of();
    }

    private static Currency currency(String sign) {
        return Objects.requireNonNull(CURRENCIES.get(sign));
    }

    private static List<String> money(Here here, Matcher money) {
        var words = new ArrayList<String>();
        if (money.group(1) != null) {
            words.add("minus");
        }
        Currency currency = currency(money.group(2));
        boolean scaled = SCALES.contains(here.behind());
        if (!scaled && money.group(5) == null && money.group(6) == null) {
            words.addAll(plainMoney(currency, money.group(3), money.group(4)));
            return words;
        }
        String cents = money.group(4) == null ? "" : "." + money.group(4);
        String fraction = money.group(5) == null ? cents : money.group(5);
        words.addAll(NumberWords.written(plain(money.group(3)) + fraction));
        if (money.group(6) != null) {
            words.add(SHORT_SCALES.getOrDefault(money.group(6), ""));
        }
        if (!scaled) {
            words.add(currency.many());
        }
        return words;
    }

    private static List<String> plainMoney(Currency currency, String units,
            @Nullable String cents) {
        var words = new ArrayList<String>();
        String number = plain(units);
        int part = cents == null ? 0 : Integer.parseInt(cents);
        if (part == 0 || !number.equals("0")) {
            words.addAll(NumberWords.written(number));
            words.add(number.equals("1") ? currency.one() : currency.many());
        }
        if (part > 0) {
            if (!words.isEmpty()) {
                words.add("and");
            }
            words.addAll(NumberWords.cardinal(part));
            words.add(part == 1 ? currency.cent() : currency.cents());
        }
        return words;
    }

    static List<String> quantity(Here here) {
        String core = here.token().lower();
        String fraction = FRACTIONS.get(core);
        if (fraction != null) {
            return Lexicon.words(fraction);
        }
        Matcher ordinal = ORDINAL.matcher(core);
        if (ordinal.matches() && plain(ordinal.group(1)).length() <= NumberWords.MOST_DIGITS) {
            return NumberWords.ordinal(Long.parseLong(plain(ordinal.group(1))));
        }
        Matcher quantity = QUANTITY.matcher(core);
        boolean isNumber = quantity.matches()
                && (quantity.group(2) != null || quantity.group(3) != null);
        return isNumber ? quantity(quantity) : List.of();
    }

    private static List<String> quantity(Matcher quantity) {
        String unit = quantity.group(4);
        if (!unit.isEmpty() && !Lexicon.UNITS.containsKey(unit)) {
            return List.of();
        }
        var words = new ArrayList<String>();
        if (quantity.group(1) != null) {
            words.add(quantity.group(1).equals("-") ? "minus" : "plus");
        }
        String whole = quantity.group(2) == null ? "" : plain(quantity.group(2));
        String fraction = quantity.group(3) == null ? "" : quantity.group(3);
        words.addAll(NumberWords.written(whole + fraction));
        if (!unit.isEmpty()) {
            boolean one = whole.equals("1") && fraction.isEmpty();
            words.addAll(Lexicon.words(
                    Lexicon.UNITS.getOrDefault(unit, List.of("", "")).get(one ? 0 : 1)));
        }
        return words;
    }

    /** A unit on its own behind a number, as in "5 km". */
    static List<String> unit(Here here) {
        List<String> names = Lexicon.UNITS.get(here.token().lower());
        String before = here.before();
        boolean behindNumber = !before.isEmpty() && before.chars()
                .allMatch(
                        c -> Character.isDigit(c) || c == '.' || c == ',');
        if (names == null || !behindNumber) {
            return List.of();
        }
        return Lexicon.words(names.get(before.equals("1") ? 0 : 1));
    }

    static List<String> range(Here here) {
        Matcher range = RANGE.matcher(here.core().toLowerCase(Locale.ROOT));
        if (!range.matches()) {
            return List.of();
        }
        var words = new ArrayList<>(end(range.group(1)));
        words.add("to");
        words.addAll(end(range.group(2)));
        return words;
    }

    private static List<String> end(String written) {
        var here = new Here(List.of(Token.of(written)), 0);
        List<String> time = TimesAndDates.time(here);
        return time.isEmpty() ? quantity(here) : time;
    }

    private static String plain(String number) {
        return number.replace(",", "");
    }
}
