package io.antiphon.dialogue.extract;

/**
 * What a caller gave for a field.
 *
 * @param value for machines: {@code tuesday}, {@code 10:00}, {@code Anna Miller}, {@code 4711}
 * @param spoken for the agent to say
 */
public record FieldValue(String value, String spoken) {}
