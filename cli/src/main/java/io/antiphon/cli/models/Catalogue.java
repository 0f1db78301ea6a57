package io.antiphon.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.cli.models.CatalogueEntry.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The models that can be had, as {@code catalogue.json} lists them; {@code docs/engines.md} says what stands in it. */
record Catalogue(List<CatalogueEntry> entries) {

    private static final String RESOURCE = "catalogue.json";
    private static final int VERSION = 1;

    Catalogue {
        entries = List.copyOf(entries);
    }

    /** The one that comes with this edition. */
    static Catalogue shipped() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the program");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a catalogue; an {@link IOException} says what is wrong with it. */
    static Catalogue read(InputStream in) throws IOException {
        var root = new ObjectMapper().readTree(in);
        if (root.path("version").asInt() != VERSION) {
            throw new IOException("a catalogue of version " + root.path("version")
                    + ", expected " + VERSION);
        }
        var entries = new ArrayList<CatalogueEntry>();
        var ids = new HashSet<String>();
        try {
            for (var node : root.path("models")) {
                var entry = entry(node);
                if (!ids.add(entry.id())) {
                    throw new IOException("two models are called " + entry.id());
                }
                entries.add(entry);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("the catalogue: " + e.getMessage(), e);
        }
        return new Catalogue(entries);
    }

    private static CatalogueEntry entry(JsonNode node) {
        var parts = new ArrayList<Part>();
        for (var file : node.path("files")) {
            var url = text(file, "url");
            parts.add(new Part(file.path("name").asText(url.substring(url.lastIndexOf('/') + 1)),
                    url, file.path("bytes").asLong(), said(file, "sha256")));
        }
        var configuration = new ArrayList<String>();
        node.path("configuration").forEach(line -> configuration.add(line.asText()));
        return new CatalogueEntry(text(node, "id"), text(node, "kind"), said(node, "engine"),
                text(node, "title"), text(node, "licence"), node.path("terms").asText(),
                parts, configuration);
    }

    private static String text(JsonNode node, String key) {
        return said(node, key).orElseThrow(
                () -> new IllegalArgumentException("no " + key + " in " + node));
    }

    private static Optional<String> said(JsonNode node, String key) {
        var value = node.path(key);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    Optional<CatalogueEntry> find(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }
}
