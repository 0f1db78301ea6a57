package io.antiphon.dialogue.extract.number;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.dialogue.extract.word.Match;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Amounts of money: "twelve fifty", "a hundred and twenty euros and fifty cents", "$49.90". */
public final class Money {

    private static final double NAMED = 0.95;
    private static final double BARE = 0.8;
    /** "Twelve fifty" is rather a price than twelve hundred and fifty, but who knows. */
    private static final double PRICE = 0.7;
    private static final Map<String, String> CURRENCIES = Map.ofEntries(Map.entry("euro", "EUR"),
            Map.entry("euros", "EUR"), Map.entry("eur", "EUR"), Map.entry("€", "EUR"),
            Map.entry("dollar", "USD"), Map.entry("dollars", "USD"), Map.entry("usd", "USD"),
            Map.entry("buck", "USD"), Map.entry("bucks", "USD"), Map.entry("$", "USD"),
            Map.entry("pound", "GBP"), Map.entry("pounds", "GBP"), Map.entry("gbp", "GBP"),
            Map.entry("quid", "GBP"), Map.entry("£", "GBP"), Map.entry("franc", "CHF"),
            Map.entry("francs", "CHF"), Map.entry("chf", "CHF"), Map.entry("yen", "JPY"));
    private static final Map<String, String> SPOKEN = Map.of("EUR", "euros", "USD", "dollars",
            "GBP", "pounds", "CHF", "francs", "JPY", "yen");
    private static final Set<String> CENTS = Set.of("cent", "cents", "pence", "penny", "pennies",
            "p");
    private static final Pattern TYPED = Pattern
            .compile("([€$£]?)([0-9][0-9.,]*)([€$£]?)");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** An amount, a currency that is empty where none was said, and the place behind. */
    private record Sum(BigDecimal value, String currency, double sureness, int end) {}

    private Money() {}

    /** {@code asked}: a number without a currency is an amount, too. */
    public static Optional<Found> in(List<String> words, boolean asked) {
        return Corrections.latest(words, take -> Match.meant(take,
                (all, i) -> sum(all, i).filter(sum -> asked || !sum.currency().isEmpty())
                        .map(sum -> new Match(found(sum), sum.end()))));
    }

    private static Optional<Sum> sum(List<String> words, int i) {
        var amount = amount(words, i);
        if (amount.isEmpty() || amount.get().value().signum() < 0) {
            return Optional.empty();
        }
        var value = amount.get().value();
        int end = amount.get().end();
        if (CENTS.contains(word(words, end))) {
            String currency = word(words, end).startsWith("p") ? "GBP" : "";
            return Optional.of(new Sum(value.divide(HUNDRED), currency, BARE, end + 1));
        }
        String sign = typedCurrency(word(words, i));
        String currency = sign.isEmpty()
                ? CURRENCIES.getOrDefault(word(words, end), "")
                : sign;
        int behind = CURRENCIES.containsKey(word(words, end)) ? end + 1 : end;
        return Optional.of(behind > end
                ? withCents(words, new Sum(value, currency, NAMED, behind))
                : sign.isEmpty()
                        ? price(words, value, end)
                        : new Sum(value, sign, NAMED, end));
    }

    private static Optional<Cardinals.Amount> amount(List<String> words, int i) {
        if (typedCurrency(word(words, i)).isEmpty()) {
            return Cardinals.at(words, i);
        }
        String figures = TYPED.matcher(word(words, i)).replaceAll("$2");
        return Cardinals.typed(figures).map(value -> new Cardinals.Amount(value, i + 1));
    }

    private static String typedCurrency(String word) {
        boolean figures = !word.isEmpty() && (Numbers.isFigure(word.substring(0, 1))
                || !Character.isLetter(word.charAt(0)));
        if (!figures) {
            return "";
        }
        var typed = TYPED.matcher(word);
        return typed.matches()
                ? CURRENCIES.getOrDefault(typed.group(1) + typed.group(3), "")
                : "";
    }

    /** "Twelve euros fifty", "and fifty cents". */
    private static Sum withCents(List<String> words, Sum sum) {
        int from = is(words, sum.end(), "and") ? sum.end() + 1 : sum.end();
        var cents = Numbers.at(words, from);
        if (cents.isEmpty() || sum.value().stripTrailingZeros().scale() > 0) {
            return sum;
        }
        boolean named = CENTS.contains(word(words, cents.get().end()));
        boolean plain = from == sum.end() && cents.get().value() >= 10;
        return named || plain
                ? new Sum(sum.value().add(BigDecimal.valueOf(cents.get().value(), 2)),
                        sum.currency(), NAMED, named ? cents.get().end() + 1 : cents.get().end())
                : sum;
    }

    /** "Nineteen ninety nine", "twelve oh five", perhaps with "euros" behind it. */
    private static Sum price(List<String> words, BigDecimal value, int end) {
        boolean oh = is(words, end, "oh") || is(words, end, "o");
        var cents = Numbers.at(words, oh ? end + 1 : end)
                .filter(read -> oh ? read.value() < 10 : read.value() >= 10)
                .filter(_ -> value.scale() <= 0 && value.compareTo(HUNDRED) < 0);
        if (cents.isEmpty()) {
            return new Sum(value, "", BARE, end);
        }
        int behind = cents.get().end();
        String currency = CURRENCIES.getOrDefault(word(words, behind), "");
        return new Sum(value.add(BigDecimal.valueOf(cents.get().value(), 2)), currency, PRICE,
                currency.isEmpty() ? behind : behind + 1);
    }

    private static Found found(Sum sum) {
        var value = sum.value().setScale(2, RoundingMode.HALF_UP);
        String currency = sum.currency().isEmpty() ? "" : " " + sum.currency();
        return new Found(value.toPlainString() + currency, spoken(value, sum.currency()),
                sum.sureness());
    }

    private static String spoken(BigDecimal value, String currency) {
        long whole = value.longValue();
        int cents = value.subtract(BigDecimal.valueOf(whole)).movePointRight(2).intValue();
        if (whole == 0 && cents > 0) {
            return small(cents, currency);
        }
        String amount = SpokenNumber.whole(whole);
        if (currency.isEmpty()) {
            String oh = cents < 10 ? " oh " : " ";
            return cents == 0 ? amount : amount + oh + Numbers.spoken(cents);
        }
        String plural = SPOKEN.getOrDefault(currency, currency);
        String name = whole == 1 && plural.endsWith("s")
                ? plural.substring(0, plural.length() - 1)
                : plural;
        return amount + " " + name + (cents == 0 ? "" : " and " + small(cents, currency));
    }

    private static String small(int cents, String currency) {
        String name = currency.equals("GBP") ? "pence" : cents == 1 ? "cent" : "cents";
        return Numbers.spoken(cents) + " " + name;
    }
}
