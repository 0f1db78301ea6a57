package io.antiphon.dialogue.tool.assembly;

import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.assembly.Fitted.Ready;
import io.antiphon.dialogue.tool.assembly.Fitted.Unfit;
import io.antiphon.dialogue.tool.http.Download;
import io.antiphon.dialogue.tool.http.HttpTools;
import io.antiphon.dialogue.tool.http.Line;
import io.antiphon.dialogue.tool.openapi.OpenApiDocument;
import io.antiphon.dialogue.tool.openapi.Operation;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes tools of OpenAPI documents. */
record Operations(Path folder, Secrets secrets, Line line, HttpTools https) {

    private static final long LARGEST_BYTES = 8L << 20;

    Fitted fitted(ToolSpec spec, Source.OpenApi source) {
        var missing = AuthCheck.missing(source.auth(), secrets);
        if (missing.isPresent()) {
            return new Unfit(missing.get());
        }
        try {
            boolean web = source.document().matches("https?://.*");
            String text = web
                    ? new Download(line).text(URI.create(source.document()))
                    : file(folder.resolve(source.document()));
            return OpenApiDocument.parse(text)
                    .map(document -> fitted(spec,
                            document.operation(source, web ? source.document() : "")))
                    .orElseGet(() -> new Unfit(
                            source.document() + " is no OpenAPI document of version 3"));
        } catch (IOException | IllegalArgumentException e) {
            return new Unfit(source.document() + " cannot be read: " + e.getMessage());
        }
    }

    private Fitted fitted(ToolSpec spec, Operation operation) {
        return switch (operation) {
            case Operation.Unusable(var why) -> new Unfit(why);
            case Operation.Found(var request, var input, var description) -> {
                var known = spec.knownAs(description, input);
                yield known.description().isEmpty()
                        ? new Unfit("neither the template nor the document describes it")
                        : new Ready(known, https.tool(spec.name(), request));
            }
        };
    }

    private static String file(Path path) throws IOException {
        if (Files.size(path) > LARGEST_BYTES) {
            throw new IOException("larger than " + LARGEST_BYTES + " bytes");
        }
        return Files.readString(path);
    }
}
