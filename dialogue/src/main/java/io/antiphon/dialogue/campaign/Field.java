package io.antiphon.dialogue.campaign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something the agent wants to know.
 *
 * @param limits what a value must keep to
 * @param options for {@link FieldType#OPTION}, how callers put each of the values; otherwise empty
 * @param asking how the agent asks for it, where it is not a stage that does
 * @param required whether a conversation cannot do without it
 * @param from the fact that fills the field before a word is said, where it makes a value of the type
 */
public record Field(String name, FieldType type, Limits limits, Map<String, List<String>> options,
        Asking asking, boolean required, Optional<String> from) {

    public Field {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a field needs a name");
        }
        var copy = new LinkedHashMap<String, List<String>>();
        options.forEach((value, phrases) -> copy.put(value, List.copyOf(phrases)));
        options = Collections.unmodifiableMap(copy);
        if (type == FieldType.OPTION && options.isEmpty()) {
            throw new IllegalArgumentException("field " + name + " has no options");
        }
    }

    /** A field of so many digits. */
    public Field(String name, FieldType type, int minDigits, int maxDigits) {
        this(name, type, Limits.digits(minDigits, maxDigits), Map.of(), Asking.NOTHING, false,
                Optional.empty());
    }

    /** A field without limits of its own. */
    public Field(String name, FieldType type) {
        this(name, type, Limits.NONE, Map.of(), Asking.NOTHING, false, Optional.empty());
    }
}
