package io.antiphon.dialogue.tool.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.http.Line.Exchange;
import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.time.NanoClock;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Tokens by client credentials (RFC 6749, section 4.4). Many calls share one token; while it is fetched, on the
 * thread of whoever needed it first, the others wait for that. The lock is held for an instant only, never while
 * anybody waits.
 */
final class OAuth2Credentials implements Credentials {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long EARLY_NS = Duration.ofSeconds(30).toNanos();
    private static final long USUAL_SECONDS = 300;

    private final String engine;
    private final Auth.OAuth2 auth;
    private final Secrets secrets;
    private final Line line;
    private final NanoClock clock;
    private Optional<CompletableFuture<Fetched>> current = Optional.empty();

    OAuth2Credentials(String engine, Auth.OAuth2 auth, Secrets secrets, Line line,
            NanoClock clock) {
        this.engine = engine;
        this.auth = auth;
        this.secrets = secrets;
        this.line = line;
        this.clock = clock;
    }

    /** What came of fetching a token, and until when that holds. */
    private record Fetched(Shown shown, long untilNs) {}

    /** A token that is there or on its way; {@code mine} if the asker is to fetch it. */
    private record Claim(CompletableFuture<Fetched> token, boolean mine) {}

    @Override
    public Shown show(Cancellation cancellation) {
        var claim = claim();
        if (claim.mine()) {
            var fetched = new Fetched(new Shown.Stopped(), clock.nanoTime());
            try {
                fetched = fetch(cancellation);
            } finally {
                claim.token().complete(fetched);
            }
        }
        try {
            var shown = cancellation.await(claim.token()).map(Fetched::shown);
            // Who fetched it for all was cancelled, which is no reason for this one to stop.
            return shown.filter(Shown.Stopped.class::isInstance).isPresent()
                    && !cancellation.isCancelled()
                            ? show(cancellation)
                            : shown.orElseGet(Shown.Stopped::new);
        } catch (ExecutionException e) {
            throw new IllegalStateException("fetching ends with a value", e);
        }
    }

    @Override
    public synchronized boolean refused(Shown shown) {
        current = current.filter(token -> !token.isDone()
                || !token.join().shown().equals(shown));
        return true;
    }

    private synchronized Claim claim() {
        var usable = current.filter(token -> !token.isDone() || holds(token.join()));
        if (usable.isPresent()) {
            return new Claim(usable.get(), false);
        }
        var token = new CompletableFuture<Fetched>();
        current = Optional.of(token);
        return new Claim(token, true);
    }

    private boolean holds(Fetched fetched) {
        return fetched.shown() instanceof Shown.Header
                && fetched.untilNs() - clock.nanoTime() > 0;
    }

    private Fetched fetch(Cancellation cancellation) {
        var secret = secrets.read(auth.clientSecret());
        if (secret.isEmpty()) {
            return missing(Kind.REFUSED, secrets.missing(auth.clientSecret()));
        }
        return switch (line.exchange(engine, request(secret.get()), cancellation)) {
            case Exchange.Stopped _ -> new Fetched(new Shown.Stopped(), clock.nanoTime());
            case Exchange.Unanswered(var failure, _) ->
                missing(failure.kind(), "no token: " + failure.detail());
            case Exchange.Answered(var response) -> switch (new Answers(engine).result(response)) {
                case ToolResult.Done(var value, _, _) -> token(value);
                case ToolResult.Failed(var failure, _) ->
                    missing(failure.kind(), "no token: " + failure.detail());
                case ToolResult.Refused _, ToolResult.Cancelled _ -> missing(Kind.REFUSED,
                        "no token: " + auth.tokenAddress().getRawAuthority() + " answered HTTP "
                                + response.statusCode());
            };
        };
    }

    private HttpRequest request(String secret) {
        String form = "grant_type=client_credentials"
                + (auth.scope().isEmpty() ? "" : "&scope=" + Percent.encoded(auth.scope()));
        String login = Percent.encoded(auth.clientId()) + ":" + Percent.encoded(secret);
        return HttpRequest.newBuilder(auth.tokenAddress())
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + Base64.getEncoder()
                        .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private Fetched token(JsonNode answer) {
        String token = answer.path("access_token").asText("");
        if (!token.matches("[!-~]+")) {
            return missing(Kind.BROKEN, "no token in the answer of "
                    + auth.tokenAddress().getRawAuthority());
        }
        long lifeNs = Duration.ofSeconds(
                Math.clamp(answer.path("expires_in").asLong(USUAL_SECONDS), 1, 86_400)).toNanos();
        // A token so short-lived that half a minute early would be never is renewed at half its life.
        long usableNs = Math.max(lifeNs - EARLY_NS, lifeNs / 2);
        return new Fetched(new Shown.Header("Authorization", "Bearer " + token),
                clock.nanoTime() + usableNs);
    }

    private Fetched missing(Kind kind, String detail) {
        return new Fetched(new Shown.Missing(new EngineFailure(kind, engine, detail)),
                clock.nanoTime());
    }
}
