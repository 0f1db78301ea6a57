package io.antiphon.dialogue.llm.http;

import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.http.Protocol.Line;
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
final class HttpAnswer implements ModelAnswer {

    /** Whoever writes more than this for each token that it may, does not count as we do, or not at all. */
    private static final int MOST_CHARS_A_TOKEN = 4;

    private final Failures failures;
    private final Protocol protocol;
    private final Watch watch;
    private final Supplier<Optional<EngineFailure>> refusal;
    private final Supplier<CompletableFuture<HttpResponse<InputStream>>> send;
    private final Draft draft;
    private final int maxTokens;
    private volatile boolean closed;
    private volatile Optional<CompletableFuture<HttpResponse<InputStream>>> sent = Optional.empty();
    private volatile Optional<InputStream> body = Optional.empty();
    private int pieces;
    private long chars;

    HttpAnswer(Failures failures, Protocol protocol, ModelRequest request, Watch watch,
            Supplier<Optional<EngineFailure>> refusal,
            Supplier<CompletableFuture<HttpResponse<InputStream>>> send) {
        this.failures = failures;
        this.protocol = protocol;
        this.draft = new Draft(request);
        this.maxTokens = request.form().maxTokens();
        this.watch = watch;
        this.refusal = refusal;
        this.send = send;
    }

    @Override
    public ModelEnding stream(Listener listener) {
        if (closed) {
            return new ModelEnding.Stopped(Usage.NONE);
        }
        var refused = refusal.get();
        if (refused.isPresent()) {
            return new ModelEnding.Failed(Usage.NONE, refused.get());
        }
        var watching = watch.begin(this::disconnect);
        try {
            return exchange(listener);
        } finally {
            watching.close();
            disconnect();
        }
    }

    private ModelEnding exchange(Listener listener) {
        var request = send.get();
        sent = Optional.of(request);
        if (closed) {
            disconnect();
        }
        try {
            return read(request.get(), listener);
        } catch (CancellationException e) {
            return unanswered(failures.timedOut());
        } catch (ExecutionException e) {
            return unanswered(failures.unanswered(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopped();
        }
    }

    /** Without an answer nothing was read that anybody would count. */
    private ModelEnding unanswered(EngineFailure failure) {
        if (closed) {
            return new ModelEnding.Stopped(Usage.NONE);
        }
        return new ModelEnding.Failed(Usage.NONE,
                watch.isExpired() ? failures.timedOut() : failure);
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    private ModelEnding read(HttpResponse<InputStream> response, Listener listener) {
        body = Optional.of(response.body());
        if (closed || watch.isExpired()) {
            return unanswered(failures.timedOut());
        }
        if (response.statusCode() != 200) {
            return unanswered(failures.status(response.statusCode()));
        }
        try {
            return lines(new LineReader(response.body()), listener);
        } catch (IOException e) {
            return brokenOff();
        }
    }

    private ModelEnding lines(LineReader reader, Listener listener) throws IOException {
        while (true) {
            var line = reader.next();
            if (line.isEmpty()) {
                return brokenOff();
            }
            var ending = taken(line.get(), listener);
            if (ending.isPresent()) {
                return ending.get();
            }
        }
    }

    /** Takes one line; answers with the ending if it was the last one. */
    private Optional<ModelEnding> taken(String text, Listener listener) {
        Line line;
        try {
            line = protocol.read(text, draft);
        } catch (IOException e) {
            return Optional.of(failed(failures.unreadable()));
        }
        if (draft.isComplete()) {
            watch.complete();
        }
        return switch (line) {
            case Line.Beat _ -> Optional.empty();
            case Line.Work _ -> work();
            case Line.Text(var piece) -> said(piece, listener);
            case Line.End _ -> Optional.of(finished());
            case Line.Fault(var kind) -> Optional.of(failed(failures.inMidStream(kind)));
        };
    }

    private Optional<ModelEnding> work() {
        draft.piece();
        watch.arrived();
        return tooMuch();
    }

    private Optional<ModelEnding> said(String piece, Listener listener) {
        if (closed) {
            return Optional.of(stopped());
        }
        draft.piece();
        chars += piece.length();
        watch.away();
        var next = listener.text(piece);
        watch.arrived();
        return next == Next.STOP ? Optional.of(stopped()) : tooMuch();
    }

    /** Servers that do not heed the limit exist, and models that never end. */
    private Optional<ModelEnding> tooMuch() {
        pieces++;
        return pieces > maxTokens && Math.max(pieces, chars) > (long) MOST_CHARS_A_TOKEN * maxTokens
                ? Optional.of(new ModelEnding.CutShort(draft.usage()))
                : Optional.empty();
    }

    /** The server closed the stream, or said that there is no more. */
    private ModelEnding finished() {
        if (draft.isCutShort()) {
            return new ModelEnding.CutShort(draft.usage());
        }
        var calls = draft.calls();
        if (calls.flaw().isPresent()) {
            return failed(failures.flawed(calls.flaw().get()));
        }
        return chars == 0 && calls.calls().isEmpty()
                ? failed(failures.empty())
                : new ModelEnding.Finished(draft.usage(), calls.calls());
    }

    /** The connection ended before the answer did: by us, by patience, or by the server. */
    private ModelEnding brokenOff() {
        if (closed) {
            return stopped();
        }
        if (draft.isComplete()) {
            return finished();
        }
        return failed(watch.isExpired() ? failures.timedOut() : failures.brokeOff());
    }

    private ModelEnding stopped() {
        return new ModelEnding.Stopped(draft.usage());
    }

    private ModelEnding failed(EngineFailure failure) {
        return new ModelEnding.Failed(draft.usage(), failure);
    }

    private void disconnect() {
        sent.ifPresent(request -> request.cancel(true));
        body.ifPresent(HttpAnswer::close);
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
