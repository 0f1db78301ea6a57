package io.antiphon.dialogue.llm;

import io.antiphon.dialogue.respond.Prompt.ModelRequest;
import java.io.IOException;
import java.net.URI;

/** A way to ask a model over HTTP whose answer comes line by line. */
interface ChatProtocol {

    String name();

    URI uri(ModelServer server);

    /** The request as JSON. */
    String body(ModelServer server, ModelRequest request);

    /** What a line of the answer means. Fails where it is no line of this protocol. */
    Line read(String line) throws IOException;

    /** A line of an answer. */
    sealed interface Line {

        /** More text, perhaps the last. */
        record Text(String text, boolean last) implements Line {}

        /** Nothing to say: a comment, a heartbeat, statistics. */
        record Beat() implements Line {}

        /** The answer is complete. */
        record End() implements Line {}

        /** The server gave up in the middle of the answer. */
        record Fault(boolean busy) implements Line {}
    }
}
