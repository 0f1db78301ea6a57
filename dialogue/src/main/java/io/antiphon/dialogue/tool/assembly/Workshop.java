package io.antiphon.dialogue.tool.assembly;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.antiphon.dialogue.schema.SchemaCheck;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.ToolProvider;
import io.antiphon.dialogue.tool.assembly.Opening.Problem;
import io.antiphon.dialogue.tool.box.Journal;
import io.antiphon.dialogue.tool.box.Pauses;
import io.antiphon.dialogue.tool.box.Toolbox;
import io.antiphon.dialogue.tool.box.Toolbox.Entry;
import io.antiphon.dialogue.tool.builtin.DocumentSearch;
import io.antiphon.dialogue.tool.http.HttpTools;
import io.antiphon.dialogue.tool.http.Line;
import io.antiphon.dialogue.tool.http.Outbox;
import io.antiphon.dialogue.tool.mcp.McpServers;
import io.antiphon.dialogue.tool.mcp.McpServers.Known;
import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes toolboxes of templates. One for the whole server, for what templates share: a calendar that two of them book
 * is one calendar, and tickets of all stand in one file.
 */
public final class Workshop implements AutoCloseable {

    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    private final Surroundings surroundings;
    private final Line line;
    private final SharedFiles files;
    private final Path journals;
    private final Outbox outbox;

    public Workshop(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.line = new Line(surroundings.client(), surroundings.egress());
        this.files = new SharedFiles(surroundings.state());
        this.journals = surroundings.state().resolve("tool-calls");
        this.outbox = outbox();
        sweep();
    }

    /**
     * Opens the tools of a template. May wait: for files, and for servers that are asked what their tools take.
     *
     * @param folder of the template, which the names of files are relative to
     * @param documents what the tool that searches documents asks
     */
    public Opening open(List<ToolSpec> specs, List<McpServer> servers, Path folder,
            DocumentSearch documents) {
        var secrets = new Secrets(folder, surroundings.environment());
        var https = new HttpTools(line, secrets, surroundings.clocks().nano());
        var mcp = new McpServers(
                new McpServers.Places(folder, surroundings.state().resolve("logs"), secrets), https,
                surroundings.clocks().nano(), surroundings.watchdog(), surroundings.readers());
        var bench = new Bench(folder, secrets, https, mcp, servers, documents);
        var entries = new ArrayList<Entry>();
        var problems = new ArrayList<Problem>();
        var off = new ArrayList<Problem>();
        for (var spec : specs) {
            switch (fitted(spec, bench)) {
                case Fitted.Ready(var known, var tool) -> {
                    entries.add(new Entry(known, tool));
                    SchemaCheck.flaw(known.input().json())
                            .ifPresent(flaw -> problems.add(new Problem(spec.name(), flaw)));
                }
                case Fitted.Unfit(var why) ->
                    (spec.optional() ? off : problems).add(new Problem(spec.name(), why));
            }
        }
        if (!problems.isEmpty()) {
            entries.forEach(entry -> entry.tool().close());
            mcp.close();
            return new Opening.Refused(List.copyOf(problems));
        }
        return new Opening.Opened(new Toolbox(entries,
                new Journal(journals),
                new Pauses(surroundings.watchdog(), () -> ThreadLocalRandom.current().nextLong()),
                surroundings.clocks().nano())
                .lacking(off.stream().map(Problem::tool).collect(toUnmodifiableSet())),
                List.copyOf(off));
    }

    private Outbox outbox() {
        try {
            return Outbox.open(surroundings.state().resolve("untold"), line);
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder cannot be used", e);
        }
    }

    /** Tells webhooks what they have not taken yet. May wait; to be called now and then, by one thread. */
    public void tellAll() {
        outbox.tellAll();
    }

    private void sweep() {
        try {
            Journal.deleteOlder(journals, surroundings.clocks().wall().now().minus(LONGEST_CALL));
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder cannot be used", e);
        }
    }

    /** What the tools of one template are made with. */
    private record Bench(Path folder, Secrets secrets, HttpTools https, McpServers mcp,
            List<McpServer> servers, DocumentSearch documents) {}

    private Fitted fitted(ToolSpec spec, Bench bench) {
        return switch (spec.source()) {
            case Source.Http http -> AuthCheck.missing(http.auth(), bench.secrets())
                    .<Fitted>map(Fitted.Unfit::new)
                    .orElseGet(() -> new Fitted.Ready(spec, bench.https().tool(spec.name(), http)));
            case Source.Java(var provider) -> provided(spec, provider);
            case Source.Own(var kind) ->
                new HouseTools(surroundings, files, outbox, bench.folder(), bench.secrets(),
                        bench.documents())
                        .fitted(spec, kind);
            case Source.OpenApi operation ->
                new Operations(bench.folder(), bench.secrets(), line, bench.https())
                        .fitted(spec, operation);
            case Source.Mcp mcp -> offered(spec, mcp, bench);
        };
    }

    private static Fitted offered(ToolSpec spec, Source.Mcp source, Bench bench) {
        var server = bench.servers()
                .stream()
                .filter(each -> each.name().equals(source.server()))
                .findFirst();
        if (server.isEmpty()) {
            return new Fitted.Unfit("there is no MCP server \"" + source.server() + "\"");
        }
        return switch (bench.mcp().tool(server.get(), source.tool())) {
            case Known.Unknown(var why) -> new Fitted.Unfit(why);
            case Known.Offered(var tool, var description, var input) ->
                new Fitted.Ready(spec.knownAs(description, input), tool);
        };
    }

    private static Fitted provided(ToolSpec spec, String provider) {
        var found = ServiceLoader.load(ToolProvider.class)
                .stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(provider))
                .findFirst();
        return found.<Fitted>map(each -> new Fitted.Ready(spec, each.open(spec)))
                .orElseGet(() -> new Fitted.Unfit(
                        "there is no Java service called \"" + provider + "\" on the class path"));
    }

    /** Closes what toolboxes share; those are closed before. */
    @Override
    public void close() {
        files.close();
    }
}
