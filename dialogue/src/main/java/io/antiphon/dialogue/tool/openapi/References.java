package io.antiphon.dialogue.tool.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Puts what {@code $ref} leads to in its place. References lead within the document, or nowhere. */
record References(JsonNode document) {

    private static final int DEEPEST = 40;

    /** Thrown within the package only: the document refers to what it does not have. */
    static final class Dangling extends RuntimeException {

        private static final long serialVersionUID = 1;

        Dangling(String reference) {
            super("the document refers to " + reference
                    + ", which is not in it or contains itself");
        }
    }

    /** The node itself, if it is a reference, resolved; not what is within it. */
    JsonNode followed(JsonNode node) {
        var found = node;
        for (int depth = 0; found.has("$ref"); depth++) {
            found = target(found.path("$ref").asText(), depth);
        }
        return found;
    }

    /** A copy without any reference, and as JSON Schema 2020-12 has it. */
    JsonNode resolved(JsonNode node) {
        return resolved(node, 0);
    }

    private JsonNode resolved(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw new Dangling("a schema");
        }
        return switch (node) {
            case ObjectNode object when object.has("$ref") ->
                resolved(target(object.path("$ref").asText(), depth), depth + 1);
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.properties()
                        .forEach(each -> copy.set(each.getKey(),
                                resolved(each.getValue(), depth + 1)));
                yield Dialect.modern(copy);
            }
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.forEach(each -> copy.add(resolved(each, depth + 1)));
                yield copy;
            }
            default -> node;
        };
    }

    private JsonNode target(String reference, int depth) {
        if (!reference.startsWith("#/") || depth > DEEPEST) {
            throw new Dangling(reference);
        }
        try {
            var pointer = JsonPointer.compile(
                    URLDecoder.decode(reference.substring(1), StandardCharsets.UTF_8));
            var found = document.at(pointer);
            if (found.isMissingNode()) {
                throw new Dangling(reference);
            }
            return found;
        } catch (IllegalArgumentException e) {
            throw new Dangling(reference);
        }
    }
}
