package io.antiphon.dialogue.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.fault.EngineFailure;

/** Carries JSON-RPC messages to one server and back. Any thread, many at once. */
interface McpLine extends AutoCloseable {

    /** What came of a request. */
    sealed interface Reply {

        /** A message with a result or an error in it. */
        record Answer(JsonNode message) implements Reply {}

        /** None. {@code sent} if the request may have arrived. */
        record Lost(EngineFailure failure, boolean sent) implements Reply {}

        /** Given up. */
        record Stopped(boolean sent) implements Reply {}
    }

    /** Waits for the message that answers this one. */
    Reply ask(ObjectNode request, Cancellation cancellation);

    /** Sends what needs no answer, and waits until it has been taken. */
    void tell(ObjectNode notification, Cancellation cancellation);

    /** Sends what needs no answer, and soon returns. */
    void mention(ObjectNode notification);

    /** Whether it is worth asking anything. */
    boolean isOpen();

    /** What both sides agreed to speak, from now on. */
    void speaks(String version);

    @Override
    void close();
}
