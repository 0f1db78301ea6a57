package io.antiphon.dialogue.tool.openapi;

import io.antiphon.dialogue.tool.spec.InputSchema;
import io.antiphon.dialogue.tool.spec.Source;

/** What came of looking for an operation. */
public sealed interface Operation {

    /**
     * It is a request like others.
     *
     * @param description what the document says of it; perhaps empty
     */
    record Found(Source.Http request, InputSchema input, String description)
            implements
                Operation {}

    /** It cannot be used. */
    record Unusable(String why) implements Operation {}
}
