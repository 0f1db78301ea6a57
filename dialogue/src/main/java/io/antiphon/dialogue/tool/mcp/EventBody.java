package io.antiphon.dialogue.tool.mcp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Reads server-sent events until one of them is the answer that is waited for, and no further; nothing if there
 * was none, or too much before it.
 */
final class EventBody implements BodySubscriber<Optional<byte[]>> {

    private static final int LARGEST_BYTES = 4 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String id;
    private final CompletableFuture<Optional<byte[]>> body = new CompletableFuture<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private Optional<Subscription> subscription = Optional.empty();
    private int bytesRead;

    EventBody(String id) {
        this.id = id;
    }

    @Override
    public CompletionStage<Optional<byte[]>> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription source) {
        subscription = Optional.of(source);
        source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            bytesRead += buffer.remaining();
            while (buffer.hasRemaining() && !body.isDone()) {
                take(buffer.get());
            }
        }
        if (bytesRead > LARGEST_BYTES) {
            end(Optional.empty());
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        body.complete(Optional.empty());
    }

    private void take(byte each) {
        if (each != '\n') {
            line.write(each);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        take(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private void take(String text) {
        if (text.startsWith("data:")) {
            data.append(text.substring("data:".length()).strip()).append('\n');
        } else if (text.isEmpty() && !data.isEmpty()) {
            var message = data.toString().getBytes(StandardCharsets.UTF_8);
            data.setLength(0);
            if (isAnswer(message)) {
                end(Optional.of(message));
            }
        }
    }

    private void end(Optional<byte[]> found) {
        body.complete(found);
        subscription.ifPresent(Subscription::cancel);
    }

    private boolean isAnswer(byte[] message) {
        try {
            JsonNode node = MAPPER.readTree(message);
            return !node.has("method") && node.path("id").asText().equals(id);
        } catch (JacksonException e) {
            // Not ours, whatever it is.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }
}
