package io.antiphon.dialogue.campaign;

/**
 * Something the agent wants to know.
 *
 * @param minDigits for fields of digits, the fewest that make an answer; otherwise without meaning
 * @param maxDigits the most
 */
public record Field(String name, FieldType type, int minDigits, int maxDigits) {

    public Field {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a field needs a name");
        }
        if (minDigits < 1 || maxDigits < minDigits) {
            throw new IllegalArgumentException(
                    "field " + name + " wants from " + minDigits + " to " + maxDigits + " digits");
        }
    }

    /** A field without limits of its own. */
    public Field(String name, FieldType type) {
        this(name, type, 1, 20);
    }
}
