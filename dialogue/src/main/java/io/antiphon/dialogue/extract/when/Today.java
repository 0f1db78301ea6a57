package io.antiphon.dialogue.extract.when;

import static java.time.temporal.TemporalAdjusters.next;
import static java.time.temporal.TemporalAdjusters.nextOrSame;
import static java.time.temporal.TemporalAdjusters.previous;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.number.SpokenNumber;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The day from which callers count.
 *
 * @param backwards whether days are meant that have been, as birthdays are; otherwise days to come
 */
record Today(LocalDate date, boolean backwards) {

    private static final int NEAR_DAYS = 320;
    private static final int DAYS_OF_WEEK = 7;
    private static final int LONGEST_LEAP = 8;

    /** "On Tuesday": said on a Tuesday, it is not today. */
    LocalDate weekday(DayOfWeek day) {
        return date.with(backwards ? previous(day) : next(day));
    }

    /** "This Tuesday" may be today. */
    LocalDate thisWeekday(DayOfWeek day) {
        return date.with(nextOrSame(day));
    }

    /** "Next Tuesday", and "Tuesday next week": the one of the week that begins with the next Monday. */
    LocalDate weekdayOfNextWeek(DayOfWeek day) {
        var monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return monday.plusDays(DAYS_OF_WEEK + day.getValue() - 1L);
    }

    /** "The fourteenth": of this month, or of the nearest that has one. */
    Optional<LocalDate> dayOfMonth(int day) {
        var month = YearMonth.from(date);
        for (int i = 0; i <= 2; i++) {
            var tried = month.plusMonths(backwards ? -i : i);
            if (tried.isValidDay(day) && isAhead(tried.atDay(day))) {
                return Optional.of(tried.atDay(day));
            }
        }
        return Optional.empty();
    }

    /** "The fourteenth of March" without a year. Nobody means a leap day years ahead. */
    Optional<LocalDate> dayOfYear(Month month, int day) {
        if (day < 1 || day > month.maxLength()) {
            return Optional.empty();
        }
        var wanted = MonthDay.of(month, day);
        int years = backwards ? LONGEST_LEAP : 1;
        for (int i = 0; i <= years; i++) {
            int year = date.getYear() + (backwards ? -i : i);
            if (isAhead(wanted.atYear(year))) {
                return wanted.isValidYear(year) || !backwards
                        ? Optional.of(wanted.atYear(year)).filter(_ -> wanted.isValidYear(year))
                        : dayOfYear(month, day, year);
            }
        }
        return Optional.empty();
    }

    private Optional<LocalDate> dayOfYear(Month month, int day, int year) {
        int leap = year;
        while (!MonthDay.of(month, day).isValidYear(leap)) {
            leap--;
        }
        return Optional.of(LocalDate.of(leap, month, day));
    }

    private boolean isAhead(LocalDate other) {
        return backwards ? !other.isAfter(date) : !other.isBefore(date);
    }

    /** "Tuesday, the fourteenth of March"; with the year instead of the weekday where it is far away. */
    String spoken(LocalDate day) {
        String month = Weekdays.capital(Weekdays.MONTHS.get(day.getMonthValue() - 1));
        String dayOfMonth = "the " + Numbers.spokenOrdinal(day.getDayOfMonth()) + " of " + month;
        boolean near = !backwards && Math.abs(ChronoUnit.DAYS.between(date, day)) <= NEAR_DAYS;
        return near
                ? Weekdays.capital(Weekdays.WEEKDAYS.get(day.getDayOfWeek().getValue() - 1)) + ", "
                        + dayOfMonth
                : dayOfMonth + ", " + SpokenNumber.year(day.getYear());
    }
}
