package io.antiphon.dialogue.tool.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.mcp.McpLine.Reply;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A server that has been greeted. Any thread, many at once. */
final class McpSession implements AutoCloseable {

    private static final Set<String> VERSIONS = Set.of("2024-11-05", "2025-03-26", "2025-06-18",
            "2025-11-25");
    private static final int MOST_PAGES = 50;

    private final String engine;
    private final McpLine line;
    private final AtomicLong ids = new AtomicLong();

    McpSession(String engine, McpLine line) {
        this.engine = engine;
        this.line = line;
    }

    /** Greets the server. What went wrong, if something did. */
    Optional<EngineFailure> greet(Cancellation cancellation) {
        return switch (line.ask(Messages.initialize(ids.incrementAndGet()), cancellation)) {
            case Reply.Lost(var failure, _) -> Optional.of(failure);
            case Reply.Stopped _ ->
                Optional.of(failure(Kind.TIMED_OUT, "it did not return our greeting"));
            case Reply.Answer(var message) -> {
                String version = message.at("/result/protocolVersion").asText("");
                if (!VERSIONS.contains(version)) {
                    yield Optional.of(failure(Kind.BROKEN,
                            "it speaks no version of the protocol that we know"));
                }
                line.speaks(version);
                line.tell(Messages.notification("notifications/initialized", Messages.object()),
                        cancellation);
                yield Optional.empty();
            }
        };
    }

    /** Its tools, as far as it tells. */
    List<JsonNode> tools(Cancellation cancellation) {
        var tools = new ArrayList<JsonNode>();
        var params = Messages.object();
        for (int page = 0; page < MOST_PAGES; page++) {
            var reply = line.ask(
                    Messages.request(ids.incrementAndGet(), "tools/list", params), cancellation);
            if (!(reply instanceof Reply.Answer(var message))) {
                return tools;
            }
            message.at("/result/tools").forEach(tools::add);
            String next = message.at("/result/nextCursor").asText("");
            if (next.isEmpty()) {
                return tools;
            }
            params = Messages.object().put("cursor", next);
        }
        return tools;
    }

    /** Calls one. The server is told when nobody waits any more. */
    Reply call(String tool, ObjectNode arguments, Cancellation cancellation) {
        long id = ids.incrementAndGet();
        var params = Messages.object().put("name", tool);
        params.set("arguments", arguments);
        var reply = line.ask(Messages.request(id, "tools/call", params), cancellation);
        if (reply instanceof Reply.Stopped(var sent) && sent) {
            line.mention(Messages.cancelled(id));
        }
        return reply;
    }

    boolean isOpen() {
        return line.isOpen();
    }

    @Override
    public void close() {
        line.close();
    }

    private EngineFailure failure(Kind kind, String detail) {
        return new EngineFailure(kind, engine, detail);
    }
}
