package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Limits;
import io.antiphon.dialogue.extract.word.Found;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Whether what was found keeps to the limits of its field. */
final class Fitting {

    private Fitting() {}

    /** Why a value does not fit; empty where it does. */
    static Optional<Misfit> misfit(Field field, Found found, LocalDate today) {
        return switch (found.soundness()) {
            case IMPOSSIBLE -> Optional.of(Misfit.IMPOSSIBLE);
            case MALFORMED -> Optional.of(Misfit.WRONG_FORM);
            case SOUND -> beyondLimits(field, found.value(), today)
                    .or(() -> outOfPattern(field.limits(), found.value()));
        };
    }

    private static Optional<Misfit> beyondLimits(Field field, String value, LocalDate today) {
        var limits = field.limits();
        return switch (field.type()) {
            case DIGITS, PHONE -> beyond(limits, digits(value));
            case NUMBER, MONEY -> beyond(limits, new BigDecimal(value.split(" ", 2)[0]));
            case DATE -> beyond(limits, ChronoUnit.DAYS.between(today, LocalDate.parse(value)));
            case DAY, TIME, NAME, SPELLED, EMAIL, ADDRESS, OPTION, TEXT, YES_NO ->
                Optional.empty();
        };
    }

    /** An extension does not count. */
    private static int digits(String value) {
        return (int) value.split(";", 2)[0].chars().filter(Character::isDigit).count();
    }

    private static Optional<Misfit> beyond(Limits limits, int digits) {
        if (digits < limits.minDigits()) {
            return Optional.of(Misfit.TOO_SHORT);
        }
        return digits > limits.maxDigits() ? Optional.of(Misfit.TOO_LONG) : Optional.empty();
    }

    private static Optional<Misfit> beyond(Limits limits, BigDecimal value) {
        if (limits.least().filter(least -> value.compareTo(least) < 0).isPresent()) {
            return Optional.of(Misfit.TOO_SMALL);
        }
        return limits.most()
                .filter(most -> value.compareTo(most) > 0)
                .map(_ -> Misfit.TOO_LARGE);
    }

    private static Optional<Misfit> beyond(Limits limits, long daysAhead) {
        return beyond(limits, BigDecimal.valueOf(daysAhead)).map(misfit -> {
            if (misfit == Misfit.TOO_LARGE) {
                return Misfit.TOO_FAR_AHEAD;
            }
            // Today may be too early, too, but it is not past.
            return daysAhead < 0 ? Misfit.IN_THE_PAST : Misfit.TOO_SMALL;
        });
    }

    private static Optional<Misfit> outOfPattern(Limits limits, String value) {
        return limits.pattern()
                .filter(pattern -> !pattern.matcher(value).matches())
                .map(_ -> Misfit.WRONG_FORM);
    }
}
