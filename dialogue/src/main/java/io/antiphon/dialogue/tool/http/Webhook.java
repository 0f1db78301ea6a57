package io.antiphon.dialogue.tool.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.http.Line.Exchange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** Somebody elsewhere who wants to hear of notes, as JSON by POST; the note's id is the idempotency key. */
public record Webhook(String engine, URI address, Line line) {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Whether it was taken. */
    public boolean tell(String id, ObjectNode note, Cancellation cancellation) {
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", id)
                .POST(BodyPublishers.ofString(note.toString()))
                .build();
        return switch (line.exchange(engine, request, cancellation)) {
            case Exchange.Answered(var response) -> response.statusCode() / 100 == 2;
            case Exchange.Unanswered _, Exchange.Stopped _ -> false;
        };
    }
}
