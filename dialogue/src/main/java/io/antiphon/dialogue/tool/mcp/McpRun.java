package io.antiphon.dialogue.tool.mcp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.mcp.McpConnection.Greeted;
import io.antiphon.dialogue.tool.mcp.McpLine.Reply;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.stream.Collectors;

/** One call of a server's tool. */
final class McpRun implements ToolRun {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int INVALID_PARAMS = -32602;
    private static final int LONGEST_EXCUSE = 500;

    private final String tool;
    private final McpConnection connection;
    private final ToolCall call;
    private final Cancellation cancellation = new Cancellation();

    McpRun(String tool, McpConnection connection, ToolCall call) {
        this.tool = tool;
        this.connection = connection;
        this.call = call;
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public ToolResult await() {
        var greeted = connection.session(cancellation);
        if (greeted.isEmpty()) {
            return new Cancelled(false);
        }
        return switch (greeted.get()) {
            case Greeted.Absent(var failure) -> new Failed(failure, false);
            case Greeted.Well(var session) ->
                result(session.call(tool, call.arguments(), cancellation));
        };
    }

    private ToolResult result(Reply reply) {
        return switch (reply) {
            case Reply.Stopped(var sent) -> new Cancelled(sent);
            case Reply.Lost(var failure, var sent) -> new Failed(failure, sent);
            case Reply.Answer(var message) -> {
                connection.worked();
                yield message.has("error") ? refused(message.path("error")) : done(message);
            }
        };
    }

    private ToolResult refused(JsonNode error) {
        return error.path("code").asInt() == INVALID_PARAMS
                ? new Refused("the tool does not take that: "
                        + shortened(error.path("message").asText("")))
                : new Failed(new EngineFailure(Kind.BROKEN, "tool " + call.tool(),
                        "its server failed (JSON-RPC error " + error.path("code").asInt() + ")"),
                        true);
    }

    private static ToolResult done(JsonNode message) {
        var result = message.path("result");
        if (result.path("isError").asBoolean()) {
            return new Refused("the tool reports: " + shortened(text(result)));
        }
        return new Done(result.has("structuredContent")
                ? result.path("structuredContent")
                : value(text(result)));
    }

    /** What its parts say; pictures and sounds say nothing on a telephone. */
    private static String text(JsonNode result) {
        return result.path("content")
                .valueStream()
                .filter(part -> part.path("type").asText().equals("text"))
                .map(part -> part.path("text").asText())
                .collect(Collectors.joining("\n"));
    }

    /** JSON where the text is JSON, as it often is, so that its members can be mapped. */
    private static JsonNode value(String text) {
        try {
            return text.startsWith("{") || text.startsWith("[")
                    ? MAPPER.readTree(text)
                    : TextNode.valueOf(text);
        } catch (JacksonException e) {
            // Text that begins with a bracket is still text.
            return TextNode.valueOf(text);
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_EXCUSE));
    }
}
