package io.antiphon.dialogue.tool.yaml;

import static java.util.stream.Collectors.toMap;

import io.antiphon.dialogue.tool.spec.BargeIn;
import io.antiphon.dialogue.tool.spec.BuiltInInputs;
import io.antiphon.dialogue.tool.spec.Effect;
import io.antiphon.dialogue.tool.spec.InputSchema;
import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import io.antiphon.dialogue.tool.spec.ToolSpec.Timing;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code tools} and {@code mcp-servers} of a template. What is wrong is noted with its place. */
public final class ToolsReader {

    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,63}";
    private static final int MOST_RETRIES = 5;
    private static final int SHORTEST_MS = 100;

    private final Findings findings;
    private final SchemaReader schemas;
    private final SourceReader sources;

    public ToolsReader(Findings findings) {
        this.findings = findings;
        this.schemas = new SchemaReader(findings);
        this.sources = new SourceReader(findings);
    }

    /** Asks the template for those two keys and no others; whoever reads the rest refuses what is left. */
    public ToolsReading read(Section template) {
        var servers = new McpServerReader(findings).read(template);
        var tools = new ArrayList<ToolSpec>();
        var places = new LinkedHashMap<String, YamlNode>();
        for (var section : template.sections("tools")) {
            var tool = tool(section, servers);
            var earlier = Optional.ofNullable(places.putIfAbsent(tool.name(), section.node()));
            earlier.ifPresent(first -> findings.add(section.node(), section.path("name"),
                    "found \"" + tool.name() + "\" twice, first in line " + first.line()));
            tools.add(tool);
        }
        return new ToolsReading(List.copyOf(tools), servers, places);
    }

    private ToolSpec tool(Section section, List<McpServer> servers) {
        String name = section.text("name");
        if (!name.isEmpty() && !name.matches(NAME)) {
            findings.add(section.value("name").orElse(section.node()), section.path("name"),
                    "found \"" + name + "\", expected letters, digits, _ and -, at most 64");
        }
        var written = schemas.parameters(section);
        var source = sources.read(section, written, servers);
        var input = input(section, source, written);
        var effect = effect(section, source);
        var description = description(section, source);
        var timing = timing(section, effect, source);
        var bargeIn = oneOf(section, "on-barge-in", names(BargeIn.values(), BargeIn::written))
                .flatMap(BargeIn::of)
                .orElse(usual(effect));
        var filler = section.texts("filler");
        var result = result(section);
        boolean optional = section.truth("optional").orElse(false);
        section.refuseOthers();
        return new ToolSpec(name, description, effect, input, result, timing, bargeIn, filler,
                source, optional);
    }

    /** What has been begun and cannot be undone is brought to its end. */
    private static BargeIn usual(Effect effect) {
        return switch (effect) {
            case WRITE, CALL -> BargeIn.FINISH;
            case PURE, READ -> BargeIn.CANCEL;
        };
    }

    /** What tools of the house take is known; what operations and MCP tools take, their servers say. */
    private InputSchema input(Section section, Source source, Optional<InputSchema> written) {
        boolean toldElsewhere = switch (source) {
            case Source.Http _, Source.Java _ -> false;
            case Source.OpenApi _, Source.Mcp _, Source.Own _ -> true;
        };
        if (toldElsewhere && written.isPresent()) {
            findings.add(section.value("parameters").orElse(section.node()),
                    section.path("parameters"),
                    "found parameters, which such a tool brings itself");
        }
        return source instanceof Source.Own(var kind)
                ? BuiltInInputs.of(kind)
                : written.orElse(InputSchema.NOTHING);
    }

    private Effect effect(Section section, Source source) {
        var written = oneOf(section, "effect", Effect.writable())
                .flatMap(Effect::of);
        if (source instanceof Source.Own(var kind)) {
            var known = BuiltInInputs.effect(kind);
            written.filter(effect -> effect != known)
                    .ifPresent(_ -> findings.add(section.value("effect").orElse(section.node()),
                            section.path("effect"),
                            "this tool of the house is known to " + known.written()));
            return known;
        }
        if (written.isEmpty() && section.value("effect").isEmpty()) {
            section.missing("effect", "pure, read or write");
        }
        return written.orElse(Effect.WRITE);
    }

    private String description(Section section, Source source) {
        return source instanceof Source.OpenApi || source instanceof Source.Mcp
                ? section.optional("description").orElse("")
                : section.text("description");
    }

    private Timing timing(Section section, Effect effect, Source source) {
        boolean harmless = effect != Effect.WRITE || heedsKeys(source);
        int timeoutMs = section.number("timeout-ms", Timing.USUAL.timeoutMs());
        int retries = section.number("retries", harmless ? Timing.USUAL.retries() : 0);
        if (timeoutMs < SHORTEST_MS) {
            findings.add(section.node(), section.path("timeout-ms"),
                    "found " + timeoutMs + ", expected " + SHORTEST_MS + " or more");
        }
        if (retries > MOST_RETRIES) {
            findings.add(section.node(), section.path("retries"),
                    "found " + retries + ", expected at most " + MOST_RETRIES);
        } else if (retries > 0 && !harmless) {
            findings.add(section.value("retries").orElse(section.node()), section.path("retries"),
                    "found retries of a tool that writes, which needs an idempotency-header");
        }
        return new Timing(timeoutMs, retries);
    }

    private static boolean heedsKeys(Source source) {
        return switch (source) {
            case Source.Http http -> http.idempotencyHeader().isPresent();
            case Source.OpenApi operation -> operation.idempotencyHeader().isPresent();
            // What a service promises, only the service knows: Tool.heedsKeys says it when the toolbox opens.
            case Source.Java _, Source.Own _ -> true;
            case Source.Mcp _ -> false;
        };
    }

    private Map<String, String> result(Section section) {
        return section.named("result")
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, each -> pointer(section, each.getKey(),
                        each.getValue()), (first, _) -> first, LinkedHashMap::new));
    }

    private String pointer(Section section, String field, YamlNode node) {
        if (node instanceof YamlNode.Text(_, _, var text)
                && (text.isEmpty() || text.startsWith("/"))) {
            return text;
        }
        findings.add(node, section.path("result") + "." + field, "found " + node.kind()
                + ", expected a JSON Pointer such as /order/status");
        return "";
    }

    private Optional<String> oneOf(Section section, String key, List<String> expected) {
        var written = section.optional(key);
        written.filter(text -> !expected.contains(text))
                .ifPresent(text -> findings.addUnknown(
                        section.value(key).orElse(section.node()), section.path(key), text, key,
                        expected));
        return written;
    }

    private static <T> List<String> names(T[] values,
            Function<T, String> written) {
        return Arrays.stream(values).map(written).toList();
    }
}
