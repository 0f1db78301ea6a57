package io.antiphon.dialogue.extract;

import java.util.Map;

/**
 * What was found in the words of one turn.
 *
 * @param values by field
 * @param misfits fields for which something was said that is no value of them
 */
public record Extraction(Map<String, FieldValue> values, Map<String, Misfit> misfits) {

    public static final Extraction NOTHING = new Extraction(Map.of(), Map.of());

    public Extraction {
        values = Map.copyOf(values);
        misfits = Map.copyOf(misfits);
    }
}
