package io.antiphon.dialogue.tool.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.tool.spec.Body;
import io.antiphon.dialogue.tool.spec.HeaderNames;
import io.antiphon.dialogue.tool.spec.InputSchema;
import io.antiphon.dialogue.tool.spec.Parameter;
import io.antiphon.dialogue.tool.spec.Placeholders;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a request over HTTP: whatever is named in braces must be a parameter, and every parameter has a use. */
final class HttpReader {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE");

    private final Findings findings;
    private final AuthReader auths;

    HttpReader(Findings findings) {
        this.findings = findings;
        this.auths = new AuthReader(findings);
    }

    Source.Http read(Section section, InputSchema input) {
        String method = section.optional("method").orElse("GET");
        if (!METHODS.contains(method)) {
            findings.addUnknown(section.value("method").orElse(section.node()),
                    section.path("method"), method, "a method", METHODS);
        }
        String address = address(section);
        var query = texts(section, "query");
        var headers = texts(section, "headers");
        headers.keySet().forEach(name -> checkHeader(section, "headers", name));
        var body = body(section, method);
        var request = new Source.Http(method, address, query, headers, body, auths.read(section),
                section.optional("idempotency-header"));
        request.idempotencyHeader()
                .ifPresent(name -> checkHeader(section, "idempotency-header", name));
        section.refuseOthers();
        checkNames(section, request, input);
        return request;
    }

    private String address(Section section) {
        String text = section.text("url");
        boolean web = text.matches("https?://[^/?#{}]+(/[^?#\\s]*)?")
                && Placeholders.address(text).map(URI::getHost).isPresent();
        if (!text.isEmpty() && !web) {
            findings.add(section.value("url").orElse(section.node()), section.path("url"),
                    "expected http://host/path or https://host/path; arguments belong in the path, what follows ? in query");
        }
        return text;
    }

    private void checkHeader(Section section, String key, String name) {
        if (!HeaderNames.isSettable(name)) {
            findings.add(section.value(key).orElse(section.node()), section.path(key),
                    "found \"" + name + "\", which is no header that a template may set");
        }
    }

    private Map<String, String> texts(Section section, String key) {
        var texts = new LinkedHashMap<String, String>();
        section.named(key).forEach((name, node) -> {
            if (node instanceof YamlNode.Text(_, _, var text)) {
                texts.put(name, text);
            } else {
                findings.add(node, section.path(key) + "." + name,
                        "found " + node.kind() + ", expected a text");
            }
        });
        return texts;
    }

    private Body body(Section section, String method) {
        var written = section.optional("body");
        if (written.isEmpty()) {
            return WITHOUT_BODY.contains(method) ? new Body.None() : new Body.Arguments();
        }
        return switch (written.get()) {
            case "none" -> new Body.None();
            case "arguments" -> new Body.Arguments();
            default -> json(section, written.get()).<Body>map(Body.Shaped::new)
                    .orElseGet(Body.None::new);
        };
    }

    private Optional<JsonNode> json(Section section, String text) {
        try {
            return Optional.of(MAPPER.readTree(text))
                    .filter(JsonNode::isContainerNode)
                    .or(() -> noted(section, "it is neither an object nor an array"));
        } catch (JsonProcessingException e) {
            return noted(section, e.getOriginalMessage());
        }
    }

    private Optional<JsonNode> noted(Section section, String why) {
        findings.add(section.value("body").orElse(section.node()), section.path("body"),
                "expected none, arguments, or JSON with {argument} in its texts: " + why);
        return Optional.empty();
    }

    private void checkNames(Section section, Source.Http request, InputSchema input) {
        var known = input.parameters().stream().map(Parameter::name).toList();
        var used = new HashSet<String>();
        for (var key : List.of("url", "query", "headers", "body")) {
            var at = section.value(key).orElse(section.node());
            named(key, request).forEach(name -> {
                used.add(name);
                if (!known.contains(name)) {
                    findings.addUnknown(at, section.path(key), name, "one of the parameters",
                            known);
                }
            });
        }
        if (!(request.body() instanceof Body.Arguments)) {
            known.stream()
                    .filter(name -> !used.contains(name))
                    .forEach(name -> findings.add(section.node(), section.path("url"),
                            "the parameter \"" + name + "\" is nowhere in the request"));
        }
        Placeholders.in(request.address())
                .stream()
                .flatMap(name -> input.parameter(name).stream())
                .filter(parameter -> !parameter.required())
                .forEach(parameter -> findings.add(section.node(), section.path("url"),
                        "the parameter \"" + parameter.name()
                                + "\" may be missing, so it cannot be part of the path"));
    }

    private static List<String> named(String key, Source.Http request) {
        return switch (key) {
            case "url" -> Placeholders.in(request.address());
            case "query" -> inAll(request.query().values().stream());
            case "headers" -> inAll(request.headers().values().stream());
            default -> request.body() instanceof Body.Shaped(var json)
                    ? inAll(texts(json))
                    : List.of();
        };
    }

    private static List<String> inAll(Stream<String> texts) {
        return texts.flatMap(text -> Placeholders.in(text).stream()).toList();
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isContainerNode()
                ? node.valueStream().flatMap(HttpReader::texts)
                : Stream.of(node.asText());
    }
}
