package io.antiphon.dialogue.tool.spec;

import com.fasterxml.jackson.databind.JsonNode;

/** What an HTTP tool sends. */
public sealed interface Body {

    /** Nothing. */
    record None() implements Body {}

    /** A JSON object of all arguments that are in no other place of the request. */
    record Arguments() implements Body {}

    /**
     * JSON of the template's author. A text that is only {@code {argument}} becomes the argument with its type;
     * within a longer text the argument stands as text. A member whose optional argument is not there is left out.
     */
    record Shaped(JsonNode json) implements Body {}

    /** One argument is the whole body. */
    record Argument(String name) implements Body {}
}
