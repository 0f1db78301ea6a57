package io.antiphon.dialogue.campaign;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a value of a field must keep to.
 *
 * @param minDigits for digits and telephone numbers, the fewest that make an answer; otherwise without meaning
 * @param maxDigits the most
 * @param least for numbers and money the least; for dates how many days from today at the earliest
 * @param most the most; for dates, at the latest
 * @param pattern what the value must match as a whole, whatever the type
 */
public record Limits(int minDigits, int maxDigits, Optional<BigDecimal> least,
        Optional<BigDecimal> most, Optional<Pattern> pattern) {

    public static final Limits NONE = digits(1, 20);

    public Limits {
        if (minDigits < 1 || maxDigits < minDigits) {
            throw new IllegalArgumentException(
                    "from " + minDigits + " to " + maxDigits + " digits");
        }
        if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
            throw new IllegalArgumentException(
                    "at least " + least.get() + " and at most " + most.get());
        }
    }

    public static Limits digits(int min, int max) {
        return new Limits(min, max, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
