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
            .compile("()" + NUMBER + "(?:\\.(\\d{2}))?([€£¥¢])");
    private static final Pattern QUANTITY = Pattern
            .compile("([-+])?" + NUMBER + "?(\\.\\d+)?([a-z°%/]*)");
    private static final Pattern MIXED = Pattern.compile("(\\d+)([½¼¾])");
    private static final Pattern PAID_FOR = Pattern.compile("(.*\\d[a-z]{0,2}|.*[€£¥])/([a-z]+)");
    private static final Pattern PLAIN = Pattern.compile(NUMBER + "(?:\\.(\\d{2}))?");
    private static final Pattern ORDINAL = Pattern.compile(NUMBER + "(?:st|nd|rd|th)");
    private static final Pattern RANGE = Pattern
            .compile("([\\d.,:]*\\d%?)[-–]([\\d.,:]*\\d[%a-z]*)");
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
            "¥", new Currency("yen", "yen", "sen", "sen"),
            "¢", new Currency("cent", "cents", "cent", "cents"));
    private static final Map<String, Currency> CODES = Map.of(
            "USD", currency("$"), "EUR", currency("€"), "GBP", currency("£"),
            "JPY", currency("¥"), "CHF", new Currency("franc", "francs", "centime", "centimes"));

    private Amounts() {}

    static List<String> money(Here here) {
        Matcher paidFor = PAID_FOR.matcher(here.token().lower());
        if (paidFor.matches() && Lexicon.PERIODS.containsKey(paidFor.group(2))) {
            var amount = money(new Here(List.of(Token.of(paidFor.group(1))), 0));
            return amount.isEmpty() ? amount : per(amount, paidFor.group(2));
        }
        List<String> coded = coded(here);
        if (!coded.isEmpty()) {
            return coded;
        }
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

    private static List<String> per(List<String> amount, String period) {
        var words = new ArrayList<>(amount);
        words.add("per");
        words.add(Lexicon.PERIODS.getOrDefault(period, period));
        return words;
    }

    /** "20 EUR", where each word says its own part, and "EUR 20", where the amount is said first. */
    private static List<String> coded(Here here) {
        Currency behindNumber = CODES.get(here.core());
        if (behindNumber != null) {
            Matcher before = PLAIN.matcher(here.before());
            if (before.matches()) {
                return List
                        .of(before.group(1).equals("1") ? behindNumber.one() : behindNumber.many());
            }
            Matcher behind = PLAIN.matcher(here.behind());
            return behind.matches() ? NumberWords.written(plain(behind.group(1))) : List.of();
        }
        boolean amount = here.at() > 0 && PLAIN.matcher(here.core()).matches();
        Currency before = CODES.get(amount ? here.tokens().get(here.at() - 1).core() : "");
        if (before == null) {
            return List.of();
        }
        Matcher number = PLAIN.matcher(here.core());
        List<String> all = number.matches()
                ? plainMoney(before, number.group(1), number.group(2))
                : List.of();
        // The code has said the number already.
        int unit = Math.max(all.indexOf(before.one()), all.indexOf(before.many()));
        return unit < 0 ? List.of() : all.subList(unit, all.size());
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
            boolean behindNumber = here.before().matches("\\d+");
            return Lexicon.words(behindNumber ? "and " + part(fraction) : fraction);
        }
        Matcher mixed = MIXED.matcher(core);
        if (mixed.matches()) {
            var words = new ArrayList<>(NumberWords.written(mixed.group(1)));
            words.addAll(Lexicon.words("and "
                    + part(FRACTIONS.getOrDefault(mixed.group(2), ""))));
            return words;
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

    /** "one half" behind a whole number is "a half". */
    private static String part(String fraction) {
        return fraction.startsWith("one ") ? "a " + fraction.substring(4) : fraction;
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
