package io.antiphon.dialogue.tool.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.antiphon.dialogue.tool.spec.Body;
import io.antiphon.dialogue.tool.spec.Placeholders;
import io.antiphon.dialogue.tool.spec.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes a request of a template's pattern and a call's arguments. An argument never becomes more than the one
 * segment, value, header or JSON text in which it stands, whatever it holds.
 */
record RequestShape(Source.Http source) {

    private static final Set<String> DOTS = Set.of(".", "..");

    /** What became of the arguments. */
    sealed interface Shaped {}

    /** Ready to be sent. */
    record Ready(URI address, Map<String, String> headers, Optional<JsonNode> body)
            implements
                Shaped {}

    /** An argument that does not fit where it is to stand. */
    record Unfit(String problem) implements Shaped {}

    Shaped with(ObjectNode arguments) {
        for (String name : Placeholders.in(source.address())) {
            var text = text(arguments.path(name));
            if (text.isEmpty() || text.get().isEmpty() || DOTS.contains(text.get())) {
                return new Unfit(name + ": expected something that can be part of an address");
            }
        }
        var headers = new LinkedHashMap<String, String>();
        source.headers()
                .forEach((name, pattern) -> Placeholders.filled(pattern, texts(arguments))
                        .ifPresent(value -> headers.put(name, value)));
        var broken = headers.entrySet()
                .stream()
                .filter(each -> !isHeaderValue(each.getValue()))
                .findFirst();
        if (broken.isPresent()) {
            return new Unfit("what is to stand in the header " + broken.get().getKey()
                    + " has characters that no header may have");
        }
        return new Ready(address(arguments), headers, body(arguments));
    }

    private URI address(ObjectNode arguments) {
        String path = Placeholders.filled(source.address(),
                name -> text(arguments.path(name)).map(Percent::encoded)).orElseThrow();
        var pairs = new ArrayList<String>();
        source.query()
                .forEach((name, pattern) -> values(pattern, arguments)
                        .forEach(value -> pairs
                                .add(Percent.encoded(name) + "=" + Percent.encoded(value))));
        return URI.create(pairs.isEmpty() ? path : path + "?" + String.join("&", pairs));
    }

    /** One value, or as many as an array has that stands alone. */
    private static List<String> values(String pattern, ObjectNode arguments) {
        var alone = Placeholders.only(pattern).map(arguments::path);
        if (alone.isPresent() && alone.get() instanceof ArrayNode array) {
            return array.valueStream().flatMap(each -> text(each).stream()).toList();
        }
        return Placeholders.filled(pattern, texts(arguments)).stream().toList();
    }

    private Optional<JsonNode> body(ObjectNode arguments) {
        return switch (source.body()) {
            case Body.None _ -> Optional.empty();
            case Body.Arguments _ -> Optional.of(arguments.deepCopy().remove(usedElsewhere()));
            case Body.Argument(var name) -> Optional.ofNullable(arguments.get(name));
            case Body.Shaped(var json) -> filled(json, arguments);
        };
    }

    private Set<String> usedElsewhere() {
        var used = new TreeSet<String>(Placeholders.in(source.address()));
        source.query().values().forEach(pattern -> used.addAll(Placeholders.in(pattern)));
        source.headers().values().forEach(pattern -> used.addAll(Placeholders.in(pattern)));
        return used;
    }

    private static Optional<JsonNode> filled(JsonNode pattern, ObjectNode arguments) {
        return switch (pattern) {
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.properties()
                        .forEach(each -> filled(each.getValue(), arguments)
                                .ifPresent(value -> copy.set(each.getKey(), value)));
                yield Optional.of(copy);
            }
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.forEach(each -> filled(each, arguments).ifPresent(copy::add));
                yield Optional.of(copy);
            }
            case TextNode text -> {
                var only = Placeholders.only(text.textValue());
                yield only.isPresent()
                        ? Optional.ofNullable(arguments.get(only.get()))
                        : Placeholders.filled(text.textValue(), texts(arguments))
                                .map(TextNode::valueOf);
            }
            default -> Optional.of(pattern);
        };
    }

    private static Function<String, Optional<String>> texts(ObjectNode arguments) {
        return name -> text(arguments.path(name));
    }

    /** What an argument is in a text; nothing if it is not there. */
    private static Optional<String> text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isValueNode() ? value.asText() : value.toString());
    }

    private static boolean isHeaderValue(String text) {
        return text.chars().allMatch(each -> each == '\t' || (each >= ' ' && each < 127));
    }
}
