package io.antiphon.dialogue.llm.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** A way to ask a model over HTTP whose answer comes line by line. Without a state; any thread. */
interface Protocol {

    String name();

    URI uri(ModelServer server);

    /** What a request says of itself beside its body, the key in particular. */
    Map<String, String> headers(ModelServer server);

    ObjectNode body(ModelServer server, ModelRequest request);

    /**
     * What a line of the answer means. What is no text goes to the draft. Fails where it is no line of this
     * protocol.
     */
    Line read(String line, Draft draft) throws IOException;

    /** Where to ask whether the server is well. */
    URI health(ModelServer server);

    /** Whether what a well server answers there speaks of the model. */
    default boolean knows(String model, String answer) {
        return true;
    }

    /** A line of an answer. */
    sealed interface Line {

        Line BEAT = new Beat();
        Line WORK = new Work();
        Line END = new End();

        /** More text. */
        record Text(String text) implements Line {}

        /** Part of a tool call, or a thought: no text, but somebody is at work. */
        record Work() implements Line {}

        /** Nothing: a comment, a heartbeat, statistics. */
        record Beat() implements Line {}

        /** There are no more lines. */
        record End() implements Line {}

        /** The server gave up in the middle of the answer. */
        record Fault(Kind kind) implements Line {}
    }
}
