package io.antiphon.dialogue.tool.http;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.http.Line.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Fetches a text, when a template is loaded rather than on a call. */
public record Download(Line line) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Waits for it. */
    public String text(URI address) throws IOException {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        return switch (line.exchange("download", request, new Cancellation())) {
            case Exchange.Answered(var response) -> {
                if (response.statusCode() != 200) {
                    throw new IOException("HTTP " + response.statusCode());
                }
                yield new String(response.body()
                        .orElseThrow(() -> new IOException("it is larger than we read")),
                        StandardCharsets.UTF_8);
            }
            case Exchange.Unanswered(var failure, _) -> throw new IOException(failure.detail());
            case Exchange.Stopped _ -> throw new IOException("interrupted");
        };
    }
}
