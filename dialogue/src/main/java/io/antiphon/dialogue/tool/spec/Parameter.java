package io.antiphon.dialogue.tool.spec;

/**
 * One thing that a tool wants to know, as people see it; the whole truth is in its {@link InputSchema}.
 *
 * @param type of JSON: {@code string}, {@code integer}, {@code number}, {@code boolean}, {@code array},
 *        {@code object}; {@code any} where the schema does not say
 * @param description perhaps empty
 */
public record Parameter(String name, String type, boolean required, String description) {}
