package io.antiphon.dialogue.tool.mcp;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.http.HttpTools;
import io.antiphon.dialogue.tool.mcp.McpConnection.Began;
import io.antiphon.dialogue.tool.mcp.McpConnection.Greeted;
import io.antiphon.dialogue.tool.spec.InputSchema;
import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.time.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The MCP servers of one template: begun when the first of their tools is asked for, ended together. */
public final class McpServers implements AutoCloseable {

    private static final List<String> PASSED_ON = List.of("PATH", "HOME");

    private final Places places;
    private final HttpTools https;
    private final NanoClock clock;
    private final ScheduledExecutorService watchdog;
    private final ThreadFactory threads;
    private final Map<String, McpConnection> connections = new HashMap<>();

    /**
     * Where processes run and what they may know.
     *
     * @param logs what they print to their standard error goes there, a file for each, begun anew with it
     */
    public record Places(Path folder, Path logs, Secrets secrets) {}

    /** What a server says of a tool. */
    public sealed interface Known {

        record Offered(Tool tool, String description, InputSchema input) implements Known {}

        record Unknown(String why) implements Known {}
    }

    public McpServers(Places places, HttpTools https, NanoClock clock,
            ScheduledExecutorService watchdog, ThreadFactory threads) {
        this.places = places;
        this.https = https;
        this.clock = clock;
        this.watchdog = watchdog;
        this.threads = threads;
    }

    /** Asks a server for a tool. Waits for it to begin, half a minute at most. */
    public Known tool(McpServer server, String tool) {
        var connection = connections.computeIfAbsent(server.name(), name -> new McpConnection(
                "mcp " + name, () -> begin(server), clock, watchdog, threads));
        var cancellation = new Cancellation();
        return switch (connection.session(cancellation).orElseThrow()) {
            case Greeted.Absent(var failure) ->
                new Known.Unknown("the server \"" + server.name() + "\": " + failure.detail());
            case Greeted.Well(var session) -> {
                var tools = session.tools(cancellation);
                yield tools.stream()
                        .filter(each -> each.path("name").asText().equals(tool))
                        .findFirst()
                        .<Known>map(each -> new Known.Offered(new McpTool(tool, connection),
                                each.path("description").asText(""),
                                each.path("inputSchema").isObject()
                                        ? new InputSchema(each.path("inputSchema"))
                                        : InputSchema.NOTHING))
                        .orElseGet(() -> new Known.Unknown("the server \"" + server.name()
                                + "\" has no tool \"" + tool + "\", only " + tools.stream()
                                        .map(each -> each.path("name").asText())
                                        .toList()));
            }
        };
    }

    private Began begin(McpServer server) {
        String engine = "mcp " + server.name();
        return switch (server.line()) {
            case McpServer.Http(var address, var auth) -> new Began.Speaking(new HttpLine(engine,
                    address, https.credentials(engine, auth), https.line()));
            case McpServer.Command command -> process(engine, server.name(), command);
        };
    }

    private Began process(String engine, String name, McpServer.Command command) {
        var builder = new ProcessBuilder(command.words()).directory(places.folder().toFile());
        var environment = builder.environment();
        environment.keySet().retainAll(PASSED_ON);
        for (var variable : command.environment().entrySet()) {
            var secret = places.secrets().read(variable.getValue());
            if (secret.isEmpty()) {
                return silent(engine, Kind.REFUSED,
                        places.secrets().missing(variable.getValue()));
            }
            environment.put(variable.getKey(), secret.get());
        }
        try {
            Files.createDirectories(places.logs());
            builder.redirectError(places.logs()
                    .resolve("mcp-" + name.replaceAll("[^A-Za-z0-9_-]", "_") + ".log")
                    .toFile());
            return new Began.Speaking(StdioLine.to(engine, builder.start(), watchdog, threads));
        } catch (IOException e) {
            return silent(engine, Kind.UNREACHABLE, "\"" + command.words().getFirst()
                    + "\" cannot be started");
        }
    }

    private static Began silent(String engine, Kind kind, String detail) {
        return new Began.Silent(new EngineFailure(kind, engine, detail));
    }

    @Override
    public void close() {
        connections.values().forEach(McpConnection::close);
    }
}
