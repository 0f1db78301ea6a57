package io.antiphon.dialogue.campaign.rule;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Something that holds in a conversation at a moment, or does not. Judged by {@code decide.Situation}. */
public sealed interface Condition {

    /** As templates write what a caller sounds like, see {@code extract.Sentiment}. */
    List<String> MOODS = List.of("angry", "negative", "neutral", "positive");

    /** What holds always. */
    static Condition always() {
        return new All(List.of());
    }

    /** A field or fact is known, or is not. */
    record Known(String field, boolean known) implements Condition {}

    /** It has one of these values; letters count the same large and small. */
    record Is(String field, List<String> values) implements Condition {
        public Is {
            values = List.copyOf(values);
        }
    }

    /** It is a number between these, both included. A field that holds none is not. */
    record Within(String field, Optional<BigDecimal> least, Optional<BigDecimal> most)
            implements
                Condition {}

    /** The caller's last words meant one of these intents. */
    record Meant(List<String> intents) implements Condition {
        public Meant {
            intents = List.copyOf(intents);
        }
    }

    /** The caller's last words sounded like this. */
    record Feels(List<String> moods) implements Condition {
        public Feels {
            moods = List.copyOf(moods);
        }
    }

    /** So often in a row the agent understood or heard nothing. */
    record Attempts(int atLeast) implements Condition {}

    /** The conversation has been in a stage so often. */
    record Visited(String stage, int times) implements Condition {}

    /** A tool was called, and nobody knows whether it did what it was called for. */
    record Unsure(String tool) implements Condition {}

    /** It is between these times of day; over midnight where the second is the earlier one. */
    record Clock(LocalTime from, LocalTime to) implements Condition {}

    /** It is one of these days of the week. */
    record On(Set<DayOfWeek> days) implements Condition {
        public On {
            days = Set.copyOf(days);
        }
    }

    /** The business is open, or is not. */
    record Open(boolean open) implements Condition {}

    /** All of them hold. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** One of them holds, or more. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** It does not hold. */
    record Not(Condition condition) implements Condition {}

    /** The fields that it looks at. */
    default Stream<String> fields() {
        return switch (this) {
            case Known(var field, _) -> Stream.of(field);
            case Is(var field, _) -> Stream.of(field);
            case Within(var field, _, _) -> Stream.of(field);
            case All(var conditions) -> conditions.stream().flatMap(Condition::fields);
            case Any(var conditions) -> conditions.stream().flatMap(Condition::fields);
            case Not(var condition) -> condition.fields();
            case Meant _, Feels _, Attempts _, Visited _, Unsure _, Clock _, On _, Open _ ->
                Stream.empty();
        };
    }
}
