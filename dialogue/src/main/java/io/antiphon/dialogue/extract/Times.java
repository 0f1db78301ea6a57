package io.antiphon.dialogue.extract;

import io.antiphon.dialogue.extract.number.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Times of day as callers say them: "half past two", "ten thirty a m", "quarter to nine". */
final class Times {

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
    private record Face(int hour, int minute, int end) {}

    private Times() {}

    /** The last time in the words. {@code asked}: a bare number is one, too. */
    static Optional<FieldValue> in(List<String> words, boolean asked) {
        Optional<FieldValue> found = Optional.empty();
        int i = 0;
        while (i < words.size()) {
            var face = at(words, i, asked);
            if (face.isPresent()) {
                found = Optional.of(value(face.get(), words));
                i = face.get().end();
            } else {
                i++;
            }
        }
        return found;
    }

    private static Optional<Face> at(List<String> words, int i, boolean asked) {
        String word = words.get(i);
        if (word.equals("noon") || word.equals("midday")) {
            return Optional.of(new Face(12, 0, i + 1));
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
        if (!is(words, i + 1, "o'clock")) {
            return Optional.empty();
        }
        String word = words.get(i);
        int known = SOUND_ALIKES.getOrDefault(word, Numbers.value(word));
        // Nothing but an hour stands there, so a letter may be wrong even in a short word.
        int hour = known > 0 ? known : Numbers.likeliestHour(word);
        return hour >= 1 && hour <= 12 ? Optional.of(new Face(hour, 0, i + 2)) : Optional.empty();
    }

    /** "ten past nine", "ten thirty", "ten a.m.", "at ten". */
    private static Optional<Face> spelled(List<String> words, int i, boolean asked) {
        var first = Numbers.at(words, i);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        int end = first.get().end();
        var beside = beside(words, first.get().value(), is(words, end, "minutes") ? end + 1 : end);
        if (beside.isPresent() && first.get().value() < 30) {
            return beside;
        }
        int hour = first.get().value();
        if (hour > 23 || hour == 0) {
            return Optional.empty();
        }
        return minute(words, end).map(minute -> new Face(hour, minute.value(), minute.end()))
                .or(() -> isHour(words, i, end, asked)
                        ? Optional.of(new Face(hour, 0, end))
                        : Optional.empty());
    }

    /** Whether a bare number is an hour, by what stands before and behind it. */
    private static boolean isHour(List<String> words, int i, int end, boolean asked) {
        String before = i > 0 ? words.get(i - 1) : "";
        String behind = end < words.size() ? words.get(end) : "";
        boolean partOfDay = MORNING.contains(behind) || AFTERNOON.contains(behind)
                || (behind.equals("in") && is(words, end + 1, "the"));
        return (asked || CUES.contains(before) || partOfDay) && !UNITS.contains(behind);
    }

    /** "past nine", "to nine". */
    private static Optional<Face> beside(List<String> words, int minutes, int i) {
        if (i >= words.size()) {
            return Optional.empty();
        }
        return hour(words, i + 1).flatMap(hour -> switch (words.get(i)) {
            case "past", "after" -> Optional.of(new Face(hour.value(), minutes, hour.end()));
            case "to", "of", "before" ->
                Optional.of(new Face((hour.value() + 11) % 12, 60 - minutes, hour.end()));
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

    private static FieldValue value(Face face, List<String> words) {
        int hour = face.hour();
        boolean afternoon = words.stream().anyMatch(AFTERNOON::contains);
        boolean morning = words.stream().anyMatch(MORNING::contains) && !words.contains("i");
        // Nobody makes an appointment for two at night, so the small hours are those after noon.
        if (hour < 12 && (afternoon || (hour < 8 && !morning))) {
            hour += 12;
        }
        String value = String.format(Locale.ROOT, "%02d:%02d", hour % 24, face.minute());
        return new FieldValue(value, spoken(hour % 24, face.minute()));
    }

    private static String spoken(int hour, int minute) {
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

    private static boolean is(List<String> words, int i, String word) {
        return i >= 0 && i < words.size() && words.get(i).equals(word);
    }
}
