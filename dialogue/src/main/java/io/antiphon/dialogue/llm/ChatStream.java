package io.antiphon.dialogue.llm;

import io.antiphon.dialogue.llm.ChatProtocol.Line;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Response;
import io.antiphon.dialogue.respond.Sink;
import io.antiphon.fault.EngineFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * One answer of a model server. Streamed by one thread; closed by any, which closes the connection under the
 * reader: that is how servers learn that nobody listens, and what wakes the reader.
 */
final class ChatStream implements Response {

    private final Failures failures;
    private final ChatProtocol protocol;
    private final Supplier<CompletableFuture<HttpResponse<InputStream>>> send;
    private final Watch watch;
    private volatile boolean closed;
    private volatile Optional<CompletableFuture<HttpResponse<InputStream>>> sent = Optional.empty();
    private volatile Optional<InputStream> body = Optional.empty();
    private int tokens;

    ChatStream(Failures failures, ChatProtocol protocol,
            Supplier<CompletableFuture<HttpResponse<InputStream>>> send, Watch watch) {
        this.failures = failures;
        this.protocol = protocol;
        this.send = send;
        this.watch = watch;
    }

    @Override
    public Outcome stream(Sink sink) {
        if (closed) {
            return new Outcome.Stopped(0);
        }
        var request = send.get();
        sent = Optional.of(request);
        if (closed) {
            disconnect();
        }
        try {
            return read(request.get(), sink);
        } catch (CancellationException e) {
            return new Outcome.Stopped(tokens);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return closed ? new Outcome.Stopped(0) : failed(failures.unanswered(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Stopped(tokens);
        } finally {
            disconnect();
        }
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    private Outcome read(HttpResponse<InputStream> response, Sink sink) {
        body = Optional.of(response.body());
        if (closed) {
            return new Outcome.Stopped(0);
        }
        if (response.statusCode() != 200) {
            return failed(failures.status(response.statusCode()));
        }
        var watching = watch.begin(this::disconnect);
        try {
            return lines(new LineReader(response.body()), sink);
        } catch (IOException e) {
            return brokenOff();
        } finally {
            watching.cancel(false);
        }
    }

    private Outcome lines(LineReader reader, Sink sink) throws IOException {
        while (true) {
            watch.waiting(true);
            var line = reader.next();
            watch.waiting(false);
            if (line.isEmpty()) {
                return brokenOff();
            }
            var outcome = taken(line.get(), sink);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    /** Takes one line; answers with the outcome if it was the last one. */
    private Optional<Outcome> taken(String text, Sink sink) {
        Line line;
        try {
            line = protocol.read(text);
        } catch (IOException e) {
            return Optional.of(failed(failures.unreadable()));
        }
        return switch (line) {
            case Line.Beat _ -> Optional.empty();
            case Line.Fault(var busy) -> Optional.of(failed(failures.inMidStream(busy)));
            case Line.End _ -> Optional.of(finished());
            case Line.Text(var token, var last) -> {
                watch.arrived();
                boolean stop = !token.isEmpty() && offer(token, sink) == Sink.Next.STOP;
                yield stop
                        ? Optional.of(new Outcome.Stopped(tokens))
                        : Optional.of(finished()).filter(_ -> last);
            }
        };
    }

    private Sink.Next offer(String token, Sink sink) {
        if (closed) {
            return Sink.Next.STOP;
        }
        tokens++;
        return sink.token(token);
    }

    private Outcome finished() {
        return tokens == 0
                ? failed(failures.empty())
                : new Outcome.Finished(tokens, Optional.empty());
    }

    /** The connection ended before the answer did: by us, by patience, or by the server. */
    private Outcome brokenOff() {
        if (closed) {
            return new Outcome.Stopped(tokens);
        }
        return failed(watch.isExpired() ? failures.timedOut() : failures.brokeOff());
    }

    private Outcome failed(EngineFailure failure) {
        return new Outcome.Failed(tokens, failure);
    }

    private void disconnect() {
        sent.ifPresent(request -> request.cancel(true));
        body.ifPresent(ChatStream::close);
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // Closing tells the server that nobody listens; if even that fails, it knows already.
            assert e != null;
        }
    }
}
