package io.antiphon.dialogue.campaign;

import java.util.Optional;

/**
 * Something the agent wants to know.
 *
 * @param minDigits for fields of digits, the fewest that make an answer; otherwise without meaning
 * @param maxDigits the most
 * @param from the fact that fills the field before a word is said, where it makes a value of the type
 */
public record Field(String name, FieldType type, int minDigits, int maxDigits,
        Optional<String> from) {

    public Field {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a field needs a name");
        }
        if (minDigits < 1 || maxDigits < minDigits) {
            throw new IllegalArgumentException(
                    "field " + name + " wants from " + minDigits + " to " + maxDigits + " digits");
        }
    }

    /** A field that only the caller fills. */
    public Field(String name, FieldType type, int minDigits, int maxDigits) {
        this(name, type, minDigits, maxDigits, Optional.empty());
    }

    /** A field without limits of its own. */
    public Field(String name, FieldType type) {
        this(name, type, 1, 20);
    }
}
