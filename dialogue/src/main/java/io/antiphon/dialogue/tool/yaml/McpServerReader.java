package io.antiphon.dialogue.tool.yaml;

import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.dialogue.tool.spec.Secret;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads {@code mcp-servers}. */
final class McpServerReader {

    private final Findings findings;
    private final AuthReader auths;
    private final AddressReader addresses;

    McpServerReader(Findings findings) {
        this.findings = findings;
        this.auths = new AuthReader(findings);
        this.addresses = new AddressReader(findings);
    }

    List<McpServer> read(Section template) {
        var servers = new ArrayList<McpServer>();
        template.named("mcp-servers").forEach((name, node) -> {
            var section = new Section(findings, node, template.path("mcp-servers") + "." + name);
            servers.add(new McpServer(name, line(section)));
            section.refuseOthers();
        });
        return List.copyOf(servers);
    }

    private McpServer.Line line(Section section) {
        var words = section.texts("command");
        boolean web = section.value("url").isPresent();
        if (web == !words.isEmpty()) {
            section.missing("command", "either command or url");
            return new McpServer.Command(List.of("?"), new LinkedHashMap<>());
        }
        if (web) {
            var address = addresses.web(section, "url").orElse(URI.create("http://localhost/"));
            return new McpServer.Http(address, auths.read(section));
        }
        var environment = new LinkedHashMap<String, Secret>();
        section.named("environment")
                .forEach((name, node) -> environment.put(name,
                        auths.secret(node, section.path("environment") + "." + name)));
        return new McpServer.Command(words, environment);
    }
}
