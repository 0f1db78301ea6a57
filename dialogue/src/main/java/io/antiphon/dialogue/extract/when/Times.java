package io.antiphon.dialogue.extract.when;

import static io.antiphon.dialogue.extract.word.Sequence.is;
import static io.antiphon.dialogue.extract.word.Sequence.word;

import io.antiphon.dialogue.extract.number.Numbers;
import io.antiphon.dialogue.extract.word.Corrections;
import io.antiphon.dialogue.extract.word.Found;
import io.antiphon.dialogue.extract.word.Match;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Times of day as callers say them: "half past two", "ten thirty a m", "quarter to nine". */
public final class Times {

    private static final double PLAIN = 0.95;
    /** "At ten" may still be one half of the day or the other. */
    private static final double CUED = 0.85;
    /** A number, and a time only because one was asked for. */
    private static final double BARE = 0.7;
    private static final double RANGE = 0.6;
    private static final Set<String> CUES = Set.of("at", "around", "about", "by", "before",
            "after");
    private static final Set<String> UNITS = Set.of("minute", "minutes", "hour", "hours", "day",
            "days", "week", "weeks", "month", "months", "year", "years", "people", "persons");
    private static final Set<String> AFTERNOON = Set.of("afternoon", "evening", "tonight", "p.m.");
    private static final Set<String> MORNING = Set.of("morning", "a.m.", "am");
    /** What a recogniser makes of numbers that sound like other words. */
    private static final Map<String, Integer> SOUND_ALIKES = Map.of("to", 2, "too", 2, "for", 4,
            "won", 1, "ate", 8);

    /** A time on a clock face, not yet of a half of the day. */
    private record Face(int hour, int minute, double sureness, int end) {
        Face(int hour, int minute, int end) {
            this(hour, minute, PLAIN, end);
        }
    }

    /** Reads the face that begins at a place. */
    @FunctionalInterface
    private interface Faces {
        Optional<Face> at(List<String> words, int i);
    }

    /** What the words around a time say about the half of the day. */
    private enum Half {
        AFTER_NOON,
        BEFORE_NOON,
        /** "A.m.": twelve is midnight. */
        AFTER_MIDNIGHT,
        UNSAID;

        static Half of(List<String> words, boolean afternoon) {
            if (!Collections.disjoint(words, AFTERNOON)) {
                return AFTER_NOON;
            }
            if (words.contains("a.m.")) {
                return AFTER_MIDNIGHT;
            }
            // "I am": a recogniser writes "am" for both.
            boolean morning = !Collections.disjoint(words, MORNING) && !words.contains("i");
            return morning ? BEFORE_NOON : afternoon ? AFTER_NOON : UNSAID;
        }
    }

    private Times() {}

    /** The time meant. {@code asked}: a bare number is one, too. */
    public static Optional<Found> in(List<String> words, boolean asked) {
        return in(words, (all, i) -> at(all, i, asked));
    }

    /** The same, and such as are counted from now: "in twenty minutes". */
    public static Optional<Found> in(List<String> words, boolean asked, LocalDateTime now) {
        var counted = Corrections.latest(words,
                take -> Match.meant(take, (all, i) -> counted(all, i, now)));
        return counted.isPresent() ? counted : in(words, asked);
    }

    private static Optional<Found> in(List<String> words, Faces faces) {
        boolean afternoon = !Collections.disjoint(words, AFTERNOON);
        return Corrections.latest(words, take -> {
            var half = Half.of(take, afternoon);
            return Match.meant(take, (all, i) -> faces.at(all, i)
                    .map(face -> new Match(value(face, half), face.end())));
        });
    }

    private static Optional<Match> counted(List<String> words, int i, LocalDateTime now) {
        return Spans.momentAt(words, i, now)
                .map(moment -> new Match(found(moment.time().getHour(), moment.time().getMinute(),
                        PLAIN), moment.end()));
    }

    private static Optional<Face> at(List<String> words, int i, boolean asked) {
        String word = words.get(i);
        if (word.equals("noon") || word.equals("midday")) {
            return Optional.of(new Face(12, 0, i + 1));
        }
        if (word.equals("midnight")) {
            return Optional.of(new Face(0, 0, i + 1));
        }
        if (word.equals("half")) {
            int hourAt = is(words, i + 1, "past") ? i + 2 : i + 1;
            return hour(words, hourAt).map(hour -> new Face(hour.value(), 30, hour.end()));
        }
        if (word.equals("quarter")) {
            return beside(words, 15, i + 1);
        }
        return oclock(words, i).or(() -> spelled(words, i, asked));
    }

    private static Optional<Face> oclock(List<String> words, int i) {
        var number = Numbers.at(words, i).filter(read -> is(words, read.end(), "o'clock"));
        if (number.isPresent() && number.get().value() > 0) {
            return Optional.of(new Face(number.get().value(), 0, number.get().end() + 1));
        }
        if (!is(words, i + 1, "o'clock")) {
            return Optional.empty();
        }
        String word = words.get(i);
        int known = SOUND_ALIKES.getOrDefault(word, -1);
        // Nothing but an hour stands there, so a letter may be wrong even in a short word.
        int hour = known > 0 ? known : Numbers.likeliestHour(word);
        return hour >= 1 ? Optional.of(new Face(hour, 0, i + 2)) : Optional.empty();
    }

    /** "ten past nine", "ten thirty", "ten a.m.", "at ten". */
    private static Optional<Face> spelled(List<String> words, int i, boolean asked) {
        var first = Numbers.at(words, i);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        int end = first.get().end();
        if (isRange(words, i, end)) {
            return range(words, first.get());
        }
        var beside = beside(words, first.get().value(), is(words, end, "minutes") ? end + 1 : end);
        if (beside.isPresent() && first.get().value() < 30) {
            return beside;
        }
        int hour = first.get().value();
        if (hour > 23) {
            return Optional.empty();
        }
        if (is(words, end, "hundred")) {
            boolean hours = is(words, end + 1, "hours");
            return hours || (hour >= 13 && asked)
                    ? Optional.of(new Face(hour, 0, hours ? end + 2 : end + 1))
                    : Optional.empty();
        }
        return minute(words, end).map(minute -> new Face(hour, minute.value(), minute.end()))
                .or(() -> bareHour(words, i, end, asked)
                        .filter(_ -> hour > 0)
                        .map(sureness -> new Face(hour, 0, sureness, end)));
    }

    /** How surely a bare number is an hour, by what stands before and behind it. */
    private static Optional<Double> bareHour(List<String> words, int i, int end, boolean asked) {
        String before = word(words, i - 1);
        String behind = word(words, end);
        boolean partOfDay = MORNING.contains(behind) || AFTERNOON.contains(behind)
                || (behind.equals("in") && is(words, end + 1, "the"));
        if (UNITS.contains(behind)) {
            return Optional.empty();
        }
        if (partOfDay) {
            return Optional.of(PLAIN);
        }
        if (CUES.contains(before)) {
            return Optional.of(CUED);
        }
        return asked ? Optional.of(BARE) : Optional.empty();
    }

    /** "past nine", "to nine". */
    private static Optional<Face> beside(List<String> words, int minutes, int i) {
        if (i >= words.size()) {
            return Optional.empty();
        }
        return hour(words, i + 1).flatMap(hour -> switch (words.get(i)) {
            case "past", "after" -> Optional.of(new Face(hour.value(), minutes, hour.end()));
            case "to", "of", "before" ->
                Optional.of(new Face((hour.value() + 10) % 12 + 1, 60 - minutes, hour.end()));
            default -> Optional.empty();
        });
    }

    private static Optional<Numbers.Read> hour(List<String> words, int i) {
        return Numbers.at(words, i).filter(read -> read.value() >= 1 && read.value() <= 12);
    }

    private static Optional<Numbers.Read> minute(List<String> words, int i) {
        if (is(words, i, "oh") || is(words, i, "o") || is(words, i, "zero")) {
            return Numbers.at(words, i + 1).filter(read -> read.value() < 10);
        }
        return Numbers.at(words, i)
                .filter(read -> (read.value() >= 10 && read.value() < 60)
                        || words.get(i).equals("00"));
    }

    /** "Between two and three": the first is as good a guess as the second. */
    private static boolean isRange(List<String> words, int i, int end) {
        return (is(words, i - 1, "between") || is(words, i - 1, "from"))
                && (is(words, end, "and") || is(words, end, "to"));
    }

    private static Optional<Face> range(List<String> words, Numbers.Read first) {
        return hour(words, first.end() + 1)
                .filter(_ -> first.value() >= 1 && first.value() <= 23)
                .map(second -> new Face(first.value(), 0, RANGE,
                        is(words, second.end(), "o'clock") ? second.end() + 1 : second.end()));
    }

    private static Found value(Face face, Half half) {
        int hour = face.hour();
        if (hour > 24) {
            return Found.impossible(hour + ":" + face.minute());
        }
        int onDial = switch (half) {
            case AFTER_NOON -> hour < 12 && hour > 0 ? hour + 12 : hour;
            case BEFORE_NOON -> hour;
            case AFTER_MIDNIGHT -> hour == 12 ? 0 : hour;
            // Nobody makes an appointment for two at night, so the small hours are those after noon.
            case UNSAID -> hour < 8 && hour > 0 ? hour + 12 : hour;
        };
        return found(onDial % 24, face.minute(), face.sureness());
    }

    private static Found found(int hour, int minute, double sureness) {
        return new Found(String.format(Locale.ROOT, "%02d:%02d", hour, minute),
                spoken(hour, minute), sureness);
    }

    private static String spoken(int hour, int minute) {
        if (hour == 0 && minute == 0) {
            return "midnight";
        }
        if (hour == 12 && minute == 0) {
            return "noon";
        }
        int onClock = hour % 12 == 0 ? 12 : hour % 12;
        String part = hour < 12 ? "" : hour < 18 ? " in the afternoon" : " in the evening";
        if (minute == 0) {
            String end = part.isEmpty() ? " o'clock" : part;
            return Numbers.spoken(onClock) + end;
        }
        String minutes = minute < 10 ? "oh " + Numbers.spoken(minute) : Numbers.spoken(minute);
        return Numbers.spoken(onClock) + " " + minutes + part;
    }
}
