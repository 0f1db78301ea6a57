package io.antiphon.dialogue.tool.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.antiphon.dialogue.tool.spec.Placeholders;
import io.antiphon.dialogue.tool.spec.Source;
import java.net.URI;
import java.util.Optional;

/** Which server a document means. */
final class Servers {

    private Servers() {}

    /** The template's, else the document's first, with its variables' defaults; without a slash at its end. */
    static Optional<String> address(JsonNode document, Source.OpenApi source, String from) {
        var first = document.path("servers").path(0);
        String told = source.server()
                .orElseGet(() -> Placeholders.filled(first.path("url").asText(""),
                        name -> Optional.of(first.path("variables")
                                .path(name)
                                .path("default")
                                .asText("")))
                        .orElse(""));
        return resolved(told, from)
                .filter(uri -> uri.startsWith("http://") || uri.startsWith("https://"))
                .map(uri -> uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
    }

    private static Optional<String> resolved(String told, String from) {
        try {
            return Optional.of(from.isEmpty()
                    ? told
                    : URI.create(from).resolve(told).toString());
        } catch (IllegalArgumentException e) {
            // An address that is none leads to no server.
            return Optional.empty();
        }
    }
}
