package io.antiphon.dialogue.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.Cancellation;

/** Tells somebody of something that has been noted. */
@FunctionalInterface
public interface Notice {

    /** For notes that nobody is told of. */
    Notice NOBODY = (_, _, _) -> false;

    /** May wait; whether it arrived. The note is safe whatever comes of this. */
    boolean tell(String id, ObjectNode note, Cancellation cancellation);
}
