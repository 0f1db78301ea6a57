package io.antiphon.dialogue.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.campaign.Asking;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.campaign.Limits;
import io.antiphon.dialogue.extract.number.Numbers;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Dates said on every day of three years, among them a leap year and turns of year and month. */
class WholeYearTest {

    private static final Field DATE = new Field("it", FieldType.DATE);
    private static final Field BIRTHDAY = limited(Optional.empty(), Optional.of(BigDecimal.ZERO));

    @Test
    void aWeekdayIsTheNextSuchDay() {
        onEachDay(today -> {
            for (var weekday : DayOfWeek.values()) {
                var date = date(today, "on " + name(weekday));
                long ahead = ChronoUnit.DAYS.between(today, date);
                assertTrue(date.getDayOfWeek() == weekday && ahead >= 1 && ahead <= 7,
                        () -> today + ": " + weekday + " is " + date);
            }
        });
    }

    @Test
    void nextIsTheWeekBehindThisOne() {
        onEachDay(today -> {
            for (var weekday : DayOfWeek.values()) {
                var date = date(today, "next " + name(weekday));
                var monday = today.minusDays(today.getDayOfWeek().getValue() - 1L);
                assertEquals(monday.plusDays(6L + weekday.getValue()), date);
            }
        });
    }

    @Test
    void aDayOfTheMonthIsTheNextThatIsNotPast() {
        onEachDay(today -> {
            for (int day = 1; day <= 31; day++) {
                var date = date(today, "the " + Numbers.spokenOrdinal(day));
                assertEquals(day, date.getDayOfMonth());
                assertFalse(date.isBefore(today));
                assertTrue(date.isBefore(today.plusMonths(2).plusDays(1)), today + " " + date);
            }
        });
    }

    @Test
    void whatIsSaidBackMeansTheSameDay() {
        onEachDay(today -> {
            for (int ahead = 0; ahead < 300; ahead += 7) {
                var date = today.plusDays(ahead);
                var spoken = value(DATE, today, date.toString()).spoken();
                assertEquals(date.toString(),
                        value(DATE, today, spoken.toLowerCase(Locale.ROOT)).value(), spoken);
            }
        });
    }

    @Test
    void daysAreCountedOverTheEndsOfMonthsAndYears() {
        onEachDay(today -> {
            assertEquals(today.plusDays(1), date(today, "tomorrow"));
            assertEquals(today.plusDays(20), date(today, "in twenty days"));
            assertEquals(today.plusWeeks(3), date(today, "in three weeks"));
            assertEquals(today.plusMonths(1), date(today, "in a month"));
            assertEquals(today.minusDays(2), date(today, "two days ago"));
        });
    }

    @Test
    void aBirthdayIsTheLastSuchDay() {
        onEachDay(today -> {
            var date = LocalDate.parse(value(BIRTHDAY, today, "the twenty ninth of february")
                    .value());
            assertFalse(date.isAfter(today));
            assertTrue(date.plusYears(8).isAfter(today), () -> today + " " + date);
            assertEquals("1984-03-14",
                    value(BIRTHDAY, today, "march fourteenth nineteen eighty four").value());
            assertEquals("1984-03-14",
                    value(BIRTHDAY, today, "the fourteenth of march eighty four").value());
            assertEquals("the fourteenth of March, nineteen eighty four",
                    value(BIRTHDAY, today, "3/14/84").spoken());
        });
    }

    @Test
    void limitsCountFromToday() {
        var field = limited(Optional.of(BigDecimal.ONE), Optional.of(BigDecimal.valueOf(30)));
        onEachDay(today -> {
            assertEquals(Map.of("it", Misfit.IN_THE_PAST),
                    extract(field, today, "yesterday").misfits());
            assertEquals(Map.of("it", Misfit.TOO_SMALL), extract(field, today, "today").misfits());
            assertEquals(Map.of(), extract(field, today, "tomorrow").misfits());
            assertEquals(Map.of("it", Misfit.TOO_FAR_AHEAD),
                    extract(field, today, "in five weeks").misfits());
        });
    }

    private static void onEachDay(Consumer<LocalDate> check) {
        for (var today = LocalDate.of(2026, 1, 1); today.getYear() < 2029; today = today
                .plusDays(1)) {
            check.accept(today);
        }
    }

    private static String name(DayOfWeek weekday) {
        return weekday.name().toLowerCase(Locale.ROOT);
    }

    private static Field limited(Optional<BigDecimal> least, Optional<BigDecimal> most) {
        return new Field("it", FieldType.DATE, new Limits(1, 20, least, most, Optional.empty()),
                Map.of(), Asking.NOTHING, false, Optional.empty());
    }

    private static LocalDate date(LocalDate today, String said) {
        return LocalDate.parse(value(DATE, today, said).value());
    }

    private static FieldValue value(Field field, LocalDate today, String said) {
        return Optional.ofNullable(extract(field, today, said).values().get("it"))
                .orElseThrow(() -> new AssertionError("on " + today + ": " + said));
    }

    private static Extraction extract(Field field, LocalDate today, String said) {
        return Extractor.extract(new Said(said, 1, today.atTime(9, 0)),
                new Expectation(FieldType.DATE.answer(), List.of(field), false));
    }
}
