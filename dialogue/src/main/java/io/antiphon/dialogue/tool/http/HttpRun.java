package io.antiphon.dialogue.tool.http;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Deeds;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.http.Credentials.Shown;
import io.antiphon.dialogue.tool.http.Line.Exchange;
import io.antiphon.dialogue.tool.http.RequestShape.Ready;
import io.antiphon.dialogue.tool.http.RequestShape.Unfit;
import io.antiphon.dialogue.tool.spec.Source;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;

/** One request, with what leads to it and follows from it: a token, another token, a redirect within the host. */
final class HttpRun implements ToolRun {

    private static final int MOST_REDIRECTS = 3;

    private final String engine;
    private final Source.Http source;
    private final Credentials credentials;
    private final Line line;
    private final ToolCall call;
    private final Cancellation cancellation = new Cancellation();

    HttpRun(String engine, Source.Http source, Credentials credentials, Line line, ToolCall call) {
        this.engine = engine;
        this.source = source;
        this.credentials = credentials;
        this.line = line;
        this.call = call;
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public ToolResult await() {
        return switch (new RequestShape(source).with(call.arguments())) {
            case Unfit(var problem) -> new Refused(problem);
            case Ready ready -> shown(ready, true);
        };
    }

    private ToolResult shown(Ready ready, boolean mayTryOtherCredentials) {
        var shown = credentials.show(cancellation);
        return switch (shown) {
            case Shown.Missing(var failure) -> new Failed(failure, false);
            case Shown.Stopped _ -> new Cancelled(false);
            case Shown.Nothing _, Shown.Header _ -> sent(ready, shown, mayTryOtherCredentials);
        };
    }

    private ToolResult sent(Ready ready, Shown shown, boolean mayTryOtherCredentials) {
        var address = ready.address();
        for (int redirects = 0;; redirects++) {
            switch (line.exchange(engine, request(address, ready, shown), cancellation)) {
                case Exchange.Unanswered(var failure, var sent) -> {
                    return new Failed(failure, sent);
                }
                case Exchange.Stopped(var sent) -> {
                    return new Cancelled(sent);
                }
                case Exchange.Answered(var response) -> {
                    var next = redirect(response).filter(_ -> mayFollow());
                    if (next.isPresent() && redirects < MOST_REDIRECTS) {
                        address = next.get();
                    } else if (response.statusCode() == 401 && mayTryOtherCredentials
                            && credentials.refused(shown)) {
                        return shown(ready, false);
                    } else {
                        return new Answers(engine).result(response);
                    }
                }
            }
        }
    }

    private HttpRequest request(URI address, Ready ready, Shown shown) {
        var request = HttpRequest.newBuilder(address)
                .method(source.method(), ready.body()
                        .map(body -> BodyPublishers.ofString(body.toString()))
                        .orElseGet(BodyPublishers::noBody))
                .setHeader("Accept", "application/json, text/plain;q=0.5");
        if (ready.body().isPresent()) {
            request.setHeader("Content-Type", "application/json");
        }
        ready.headers().forEach(request::setHeader);
        source.idempotencyHeader().ifPresent(name -> request.setHeader(name, Deeds.key(call)));
        if (shown instanceof Shown.Header(var name, var value)) {
            request.setHeader(name, value);
        }
        return request.build();
    }

    /** A redirect is followed only by what asks without a body, and only to the very server that was meant. */
    private boolean mayFollow() {
        return source.method().equals("GET");
    }

    private static Optional<URI> redirect(HttpResponse<?> response) {
        if (response.statusCode() / 100 != 3) {
            return Optional.empty();
        }
        var from = response.uri();
        return response.headers()
                .firstValue("Location")
                .filter(text -> text.matches("[!-~]+"))
                .flatMap(text -> resolved(from, text))
                .filter(to -> from.getScheme().equals(to.getScheme())
                        && from.getRawAuthority().equals(to.getRawAuthority()));
    }

    private static Optional<URI> resolved(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException e) {
            // No address, so nowhere to go: the redirect itself is then the answer.
            return Optional.empty();
        }
    }
}
