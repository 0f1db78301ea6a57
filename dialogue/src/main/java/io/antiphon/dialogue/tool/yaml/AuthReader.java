package io.antiphon.dialogue.tool.yaml;

import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.dialogue.tool.spec.HeaderNames;
import io.antiphon.dialogue.tool.spec.Secret;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads how a tool shows who we are. Secrets themselves are refused, and not repeated in the refusal. */
final class AuthReader {

    private static final List<String> WAYS = List.of("bearer", "key", "basic", "oauth2");
    private static final Secret NOWHERE = new Secret.FromEnvironment("?");

    private final Findings findings;
    private final AddressReader addresses;

    AuthReader(Findings findings) {
        this.findings = findings;
        this.addresses = new AddressReader(findings);
    }

    /** What stands under {@code auth}. */
    Auth read(Section section) {
        return section.section("auth").map(this::way).orElseGet(Auth.None::new);
    }

    private Auth way(Section auth) {
        var ways = auth.keys().stream().filter(WAYS::contains).toList();
        var read = ways.size() == 1
                ? Optional.of(way(auth, ways.getFirst()))
                : Optional.<Auth>empty();
        if (read.isEmpty()) {
            auth.missing("bearer", "exactly one of " + String.join(", ", WAYS));
        }
        WAYS.forEach(auth::value);
        auth.refuseOthers();
        return read.orElseGet(Auth.None::new);
    }

    private Auth way(Section auth, String way) {
        if (way.equals("bearer")) {
            return new Auth.Bearer(secret(auth, "bearer"));
        }
        return auth.section(way).<Auth>map(section -> {
            var read = switch (way) {
                case "key" -> new Auth.Key(header(section), secret(section, "value"));
                case "basic" -> new Auth.Basic(section.text("user"), secret(section, "password"));
                default -> oauth2(section);
            };
            section.refuseOthers();
            return read;
        }).orElseGet(Auth.None::new);
    }

    private String header(Section section) {
        String name = section.text("header");
        if (!name.isEmpty() && !HeaderNames.isSettable(name)) {
            findings.add(section.value("header").orElse(section.node()), section.path("header"),
                    "found \"" + name + "\", which is no header that a template may set");
        }
        return name;
    }

    private Auth oauth2(Section section) {
        var address = addresses.web(section, "token-url").orElse(URI.create("http://localhost/"));
        return new Auth.OAuth2(address, section.text("client-id"),
                secret(section, "client-secret"), section.optional("scope").orElse(""));
    }

    /** A secret that must be there. */
    Secret secret(Section section, String key) {
        var value = section.value(key);
        if (value.isEmpty()) {
            section.missing(key, "a secret: file or environment");
            return NOWHERE;
        }
        return secret(value.get(), section.path(key));
    }

    Secret secret(YamlNode node, String path) {
        if (!(node instanceof YamlNode.Entries)) {
            findings.add(node, path,
                    "secrets do not stand in templates, expected file or environment");
            return NOWHERE;
        }
        var secret = new Section(findings, node, path);
        var file = secret.optional("file");
        var variable = secret.optional("environment");
        secret.refuseOthers();
        if (file.isPresent() == variable.isPresent()) {
            findings.add(node, path, "expected either file or environment");
            return NOWHERE;
        }
        try {
            return file.<Secret>map(name -> new Secret.FromFile(Path.of(name)))
                    .orElseGet(() -> new Secret.FromEnvironment(variable.orElse("?")));
        } catch (InvalidPathException e) {
            findings.add(node, path + ".file", "not the name of a file: " + e.getReason());
            return NOWHERE;
        }
    }
}
