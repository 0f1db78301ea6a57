package io.antiphon.dialogue.tool.http;

import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.privacy.Egress;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Sends requests within the egress policy and reads answers within a limit. Any thread. Messages name hosts,
 * never whole addresses, for those may hold what a caller said.
 */
public final class Line {

    private static final int LARGEST_BYTES = 1 << 20;

    private final HttpClient client;
    private final Egress egress;

    /** Takes a client that follows no redirects: whether one may be followed is decided here. */
    public Line(HttpClient client, Egress egress) {
        if (client.followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException("the client follows redirects, and is not to");
        }
        this.client = client;
        this.egress = egress;
    }

    /** How an exchange ended. */
    public sealed interface Exchange {

        /** An answer; without a body if that was too large. */
        record Answered(HttpResponse<Optional<byte[]>> response) implements Exchange {}

        /** None. {@code sent} if the request may have arrived. */
        record Unanswered(EngineFailure failure, boolean sent) implements Exchange {}

        /** Given up. */
        record Stopped(boolean sent) implements Exchange {}
    }

    /** On the calling thread, until it ends or is cancelled; a cancel closes the connection. */
    public Exchange exchange(String engine, HttpRequest request, Cancellation cancellation) {
        return exchange(engine, request, _ -> new LimitedBody(LARGEST_BYTES), cancellation);
    }

    /** The same, where the answer is not read to its end but to where it is enough. */
    public Exchange exchange(String engine, HttpRequest request,
            BodyHandler<Optional<byte[]>> body, Cancellation cancellation) {
        var refusal = egress.refusal(request.uri());
        if (refusal.isPresent()) {
            return new Exchange.Unanswered(
                    new EngineFailure(Kind.REFUSED, engine, refusal.get()), false);
        }
        if (cancellation.isCancelled()) {
            return new Exchange.Stopped(false);
        }
        var sent = client.sendAsync(request, body);
        try {
            var response = cancellation.await(sent);
            if (response.isEmpty()) {
                sent.cancel(true);
                return new Exchange.Stopped(true);
            }
            return new Exchange.Answered(response.get());
        } catch (ExecutionException e) {
            return unanswered(engine, request.uri(), Optional.ofNullable(e.getCause()).orElse(e));
        }
    }

    /** Any thread: sends, and does not care what becomes of it. */
    public void mention(HttpRequest request) {
        if (egress.refusal(request.uri()).isEmpty()) {
            var sent = client.sendAsync(request, _ -> new LimitedBody(LARGEST_BYTES));
            assert !sent.isCancelled();
        }
    }

    private static Exchange unanswered(String engine, URI address, Throwable cause) {
        String host = address.getRawAuthority();
        return switch (cause) {
            case ConnectException _, UnresolvedAddressException _, HttpConnectTimeoutException _ ->
                new Exchange.Unanswered(new EngineFailure(Kind.UNREACHABLE, engine,
                        "nothing answers at " + host), false);
            case HttpTimeoutException _ -> new Exchange.Unanswered(
                    new EngineFailure(Kind.TIMED_OUT, engine, "no answer from " + host), true);
            default -> new Exchange.Unanswered(new EngineFailure(Kind.UNREACHABLE, engine,
                    "the connection to " + host + " broke before its answer came ("
                            + cause.getClass().getSimpleName() + ")"),
                    true);
        };
    }
}
