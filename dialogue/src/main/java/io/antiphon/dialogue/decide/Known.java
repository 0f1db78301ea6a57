package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.extract.FieldValue;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What lines may mention at a moment: fields, facts of the call and of the business, what day it is. */
final class Known {

    /** The day of the week, which lines may mention. */
    static final String TODAY = "now.day";

    private Known() {}

    /** As it is said. */
    static Map<String, String> spoken(DialogueState state, Moment moment) {
        var all = new HashMap<>(moment.template().business().spoken());
        all.put(TODAY, day(moment.now()));
        all.putAll(in(state.facts(), FieldValue::spoken));
        all.putAll(in(state.fields(), FieldValue::spoken));
        return all;
    }

    /** As it is written, for headers and tools. */
    static Map<String, String> written(DialogueState state) {
        var all = new HashMap<>(in(state.facts(), FieldValue::value));
        all.putAll(in(state.fields(), FieldValue::value));
        return all;
    }

    /** The variant whose turn it is, of those for which all values are known. */
    static Optional<String> line(List<String> variants, Map<String, String> known, int turn) {
        var possible = variants.stream()
                .flatMap(line -> Script.filled(line, known).stream())
                .toList();
        return possible.isEmpty()
                ? Optional.empty()
                : Optional.of(possible.get(turn % possible.size()));
    }

    private static String day(LocalDateTime now) {
        return now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static Map<String, String> in(Map<String, FieldValue> values,
            Function<FieldValue, String> form) {
        var all = new HashMap<String, String>();
        values.forEach((name, value) -> all.put(name, form.apply(value)));
        return all;
    }
}
