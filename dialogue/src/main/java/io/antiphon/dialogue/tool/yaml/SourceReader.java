package io.antiphon.dialogue.tool.yaml;

import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.dialogue.tool.spec.InputSchema;
import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.util.List;
import java.util.Optional;

/** Reads where a tool is to be found: exactly one of five keys says it. */
final class SourceReader {

    private static final List<String> KINDS = List.of("http", "openapi", "mcp", "java",
            "built-in");

    private final Findings findings;
    private final AuthReader auths;
    private final AddressReader addresses;
    private final HttpReader requests;
    private final BuiltInReader builtIns;

    SourceReader(Findings findings) {
        this.findings = findings;
        this.auths = new AuthReader(findings);
        this.addresses = new AddressReader(findings);
        this.requests = new HttpReader(findings);
        this.builtIns = new BuiltInReader(findings);
    }

    Source read(Section tool, Optional<InputSchema> input, List<McpServer> servers) {
        var kinds = KINDS.stream().filter(kind -> tool.value(kind).isPresent()).toList();
        if (kinds.size() != 1) {
            findings.add(tool.node(), tool.path(kinds.isEmpty() ? "http" : kinds.getLast()),
                    "expected exactly one of " + String.join(", ", KINDS));
            return new Source.Own(new BuiltIn.HangUp());
        }
        return switch (kinds.getFirst()) {
            case "http" -> tool.section("http")
                    .<Source>map(section -> requests.read(section,
                            input.orElse(InputSchema.NOTHING)))
                    .orElseThrow();
            case "openapi" -> tool.section("openapi").<Source>map(this::openApi).orElseThrow();
            case "mcp" -> tool.section("mcp")
                    .<Source>map(section -> mcp(section, servers))
                    .orElseThrow();
            case "java" -> new Source.Java(tool.text("java"));
            default -> new Source.Own(tool.section("built-in").map(builtIns::read).orElseThrow());
        };
    }

    private Source openApi(Section section) {
        var operation = new Source.OpenApi(section.text("document"), section.text("operation"),
                addresses.optionalWeb(section, "server").map(Object::toString),
                auths.read(section), section.optional("idempotency-header"));
        section.refuseOthers();
        return operation;
    }

    private Source mcp(Section section, List<McpServer> servers) {
        var tool = new Source.Mcp(section.text("server"), section.text("tool"));
        var names = servers.stream().map(McpServer::name).toList();
        if (!tool.server().isEmpty() && !names.contains(tool.server())) {
            findings.addUnknown(section.value("server").orElse(section.node()),
                    section.path("server"), tool.server(), "one of the mcp-servers", names);
        }
        section.refuseOthers();
        return tool;
    }
}
