package io.antiphon.tts.text;

import io.antiphon.tts.text.Token.Here;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the time of day, days of a month and years. */
final class TimesAndDates {

    private static final Pattern TIME = Pattern
            .compile("(\\d{1,2})([:.])(\\d{2})(?i)([ap])?\\.?(m)?");
    private static final Pattern HOUR = Pattern.compile("(\\d{1,2})(?i)([ap])\\.?m");
    private static final Pattern HALF_DAY = Pattern.compile("(?i)([ap])\\.m|am|pm");
    private static final Pattern ISO_DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern DATE = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})");
    private static final Pattern MONTH_AND_DAY = Pattern.compile("(\\d{1,2})/(\\d{1,2})");
    private static final Pattern RANGE = Pattern.compile("([\\w.:]+)[-–]([\\w.:]+)");
    private static final Pattern RECENT_YEAR = Pattern.compile("19\\d\\d|20\\d\\d");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?");
    private static final Pattern YEAR = Pattern.compile("1[1-9]\\d\\d|20\\d\\d");
    private static final Pattern YEARS = Pattern
            .compile("(1[1-9]\\d\\d|20\\d\\d)[-–](1[1-9]\\d\\d|20\\d\\d)");
    private static final Pattern DECADE = Pattern.compile("(1[1-9]\\d0|20\\d0|[2-9]0)'?s");
    private static final Set<String> BEFORE_TIMES = Set.of("at", "by", "until", "till", "from",
            "around", "before", "after", "to");
    private static final Set<String> DAYS = Set.of("monday", "tuesday", "wednesday", "thursday",
            "friday", "saturday", "sunday");
    private static final Set<String> BEFORE_DATES = Set.of("on", "by", "until", "till", "since",
            "from", "before", "after");
    private static final Set<String> BEFORE_YEARS = Set.of("in", "since", "until", "till", "by",
            "year", "before", "after", "from", "for");

    private TimesAndDates() {}

    static List<String> time(Here here) {
        Matcher time = TIME.matcher(here.core());
        if (time.matches()) {
            return ofHoursAndMinutes(here, time);
        }
        Matcher hour = HOUR.matcher(here.core());
        if (hour.matches() && Integer.parseInt(hour.group(1)) <= 12) {
            var words = NumberWords.cardinal(Integer.parseInt(hour.group(1)));
            words.addAll(Lexicon.letters(hour.group(2) + "m"));
            return words;
        }
        boolean behindNumber = !here.before().isEmpty()
                && Character.isDigit(here.before().charAt(0));
        boolean isHalfDay = HALF_DAY.matcher(here.core()).matches()
                && (behindNumber || here.core().contains("."));
        return isHalfDay ? Lexicon.letters(here.core()) : List.of();
    }

    private static List<String> ofHoursAndMinutes(Here here, Matcher time) {
        int hours = Integer.parseInt(time.group(1));
        int minutes = Integer.parseInt(time.group(3));
        boolean halfDayInside = time.group(4) != null;
        boolean halfDay = halfDayInside || HALF_DAY.matcher(here.behind()).matches();
        boolean isTime = time.group(2).equals(":") || halfDay
                || BEFORE_TIMES.contains(here.before());
        if (hours > 24 || minutes > 59 || !isTime) {
            return List.of();
        }
        var words = new ArrayList<>(NumberWords.cardinal(hours));
        words.addAll(minutes(hours, minutes, halfDay));
        if (halfDayInside) {
            words.addAll(Lexicon.letters(time.group(4) + "m"));
        }
        return words;
    }

    private static List<String> minutes(int hours, int minutes, boolean halfDay) {
        if (minutes == 0) {
            boolean onTheClock = hours >= 1 && hours <= 12;
            return halfDay ? List.of() : List.of(onTheClock ? "o'clock" : "hundred");
        }
        var words = NumberWords.cardinal(minutes);
        if (minutes < 10) {
            words.addFirst("oh");
        }
        return words;
    }

    static List<String> date(Here here) {
        Matcher iso = ISO_DATE.matcher(here.core());
        if (iso.matches()) {
            return date(iso.group(1), iso.group(2), iso.group(3));
        }
        Matcher slashed = DATE.matcher(here.core());
        if (slashed.matches()) {
            int first = Integer.parseInt(slashed.group(1));
            return first > 12
                    ? date(slashed.group(3), slashed.group(2), slashed.group(1))
                    : date(slashed.group(3), slashed.group(1), slashed.group(2));
        }
        Matcher yearless = MONTH_AND_DAY.matcher(here.core());
        return yearless.matches() && BEFORE_DATES.contains(here.before())
                ? date(yearless.group(1), yearless.group(2))
                : dayOfMonth(here);
    }

    private static List<String> date(String year, String month, String day) {
        List<String> date = date(month, day);
        if (date.isEmpty()) {
            return date;
        }
        var words = new ArrayList<>(date);
        int yearNumber = Integer.parseInt(year);
        words.addAll(NumberWords.year(yearNumber < 100 ? 2_000 + yearNumber : yearNumber));
        return words;
    }

    private static List<String> date(String month, String day) {
        int monthNumber = Integer.parseInt(month);
        int dayNumber = Integer.parseInt(day);
        if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) {
            return List.of();
        }
        var words = new ArrayList<String>();
        words.add(Lexicon.MONTHS.get(monthNumber - 1));
        words.addAll(NumberWords.ordinal(dayNumber));
        return words;
    }

    /** "3pm-5pm", "Mon-Fri", "Jan-Mar". */
    static List<String> range(Here here) {
        Matcher range = RANGE.matcher(here.core());
        if (!range.matches()) {
            return List.of();
        }
        List<String> from = end(range.group(1));
        List<String> to = end(range.group(2));
        if (from.isEmpty() || to.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<>(from);
        words.add("to");
        words.addAll(to);
        return words;
    }

    private static List<String> end(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        String full = Lexicon.ABBREVIATIONS.getOrDefault(lower, lower);
        boolean named = Character.isUpperCase(written.charAt(0))
                && (DAYS.contains(full) || Lexicon.MONTHS.contains(full));
        return named ? List.of(full) : time(new Here(List.of(Token.of(written)), 0));
    }

    /** Four digits that look like a year of our time and count nothing that has a unit. */
    static List<String> bareYear(Here here) {
        boolean counts = Lexicon.UNITS.containsKey(here.behind());
        return !counts && RECENT_YEAR.matcher(here.core()).matches()
                ? NumberWords.year(Integer.parseInt(here.core()))
                : List.of();
    }

    private static List<String> dayOfMonth(Here here) {
        Matcher day = DAY.matcher(here.core());
        if (!day.matches() || Integer.parseInt(day.group(1)) > 31) {
            return List.of();
        }
        int number = Integer.parseInt(day.group(1));
        if (isMonth(here.before())) {
            return NumberWords.ordinal(number);
        }
        boolean bareBeforeMonth = isMonth(here.behind()) && !here.core().contains("t")
                && here.token().stop().isEmpty();
        if (!bareBeforeMonth || number == 0) {
            return List.of();
        }
        var words = new ArrayList<String>();
        if (!here.before().equals("the")) {
            words.add("the");
        }
        words.addAll(NumberWords.ordinal(number));
        words.add("of");
        return words;
    }

    static List<String> year(Here here) {
        Matcher decade = DECADE.matcher(here.core());
        if (decade.matches()) {
            return decade(Integer.parseInt(decade.group(1)));
        }
        Matcher years = YEARS.matcher(here.core());
        if (years.matches()) {
            var words = new ArrayList<>(NumberWords.year(Integer.parseInt(years.group(1))));
            words.add("to");
            words.addAll(NumberWords.year(Integer.parseInt(years.group(2))));
            return words;
        }
        boolean expected = BEFORE_YEARS.contains(here.before()) || isMonth(here.before())
                || (isMonth(here.before(2)) && DAY.matcher(here.before()).matches());
        return expected && YEAR.matcher(here.core()).matches()
                ? NumberWords.year(Integer.parseInt(here.core()))
                : List.of();
    }

    private static List<String> decade(int year) {
        var words = new ArrayList<>(NumberWords.year(year));
        String last = words.removeLast();
        words.add(last.endsWith("y") ? last.substring(0, last.length() - 1) + "ies" : last + "s");
        return words;
    }

    private static boolean isMonth(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String full = Lexicon.ABBREVIATIONS.getOrDefault(lower, lower);
        return Lexicon.MONTHS.contains(full);
    }
}
