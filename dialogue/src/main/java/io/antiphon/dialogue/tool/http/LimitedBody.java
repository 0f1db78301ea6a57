package io.antiphon.dialogue.tool.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects an answer; nothing if it is larger than it may be, in which case the rest is not read. */
public final class LimitedBody implements BodySubscriber<Optional<byte[]>> {

    private final int largestBytes;
    private final CompletableFuture<Optional<byte[]>> body = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private Optional<Subscription> subscription = Optional.empty();

    public LimitedBody(int largestBytes) {
        this.largestBytes = largestBytes;
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
            if (collected.size() + buffer.remaining() > largestBytes) {
                subscription.ifPresent(Subscription::cancel);
                body.complete(Optional.empty());
                return;
            }
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            collected.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        body.complete(Optional.of(collected.toByteArray()));
    }
}
