package io.antiphon.server.admin;

import io.antiphon.call.CallId;
import io.antiphon.server.call.CallView;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.dial.DialAnswer;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What there is to be seen and done: the methods and paths of {@code docs/api.md}. Any thread that may wait. */
final class Resources {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final int LONGEST_WAIT_S = 30;
    private static final String CALLS = "/calls/";
    static final String METRICS = "/metrics";

    private final Steered server;

    Resources(Steered server) {
        this.server = server;
    }

    /** A request; what is not there is empty. */
    record Request(String method, String path, String query, String accepted, String body) {}

    Reply answer(Request request) throws Problem, InterruptedException {
        return switch (request.method() + " " + pattern(request.path())) {
            case "GET /health" -> health();
            case "GET /metrics" -> metrics(request.accepted());
            case "GET /registrations" -> registrations();
            case "GET /calls" -> calls();
            case "POST /calls" -> dial(request);
            case "GET /calls/" -> call(request);
            case "DELETE /calls/" -> hangUp(id(request));
            default -> throw isKnown(request.path())
                    ? new Problem(NOT_ALLOWED, "", request.method() + " does nothing here")
                    : new Problem(NOT_FOUND, "", "there are /calls, /calls/ID, /registrations,"
                            + " /metrics and /health");
        };
    }

    private static String pattern(String path) {
        return path.startsWith(CALLS) && path.length() > CALLS.length() ? CALLS : path;
    }

    private static boolean isKnown(String path) {
        return switch (pattern(path)) {
            case "/health", METRICS, "/registrations", "/calls", CALLS -> true;
            default -> false;
        };
    }

    private Reply health() {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", server.isDraining() ? "draining" : "up");
        body.put("calls", server.calls());
        return Reply.of(server.isDraining() ? UNAVAILABLE : OK, body);
    }

    private Reply metrics(String accepted) {
        var page = server.metrics(accepted);
        return new Reply(OK, new Reply.Body.Text(page.type(), page.text()), Optional.empty());
    }

    private Reply registrations() {
        var body = new LinkedHashMap<String, Object>();
        body.put("accounts", server.accounts().stream().map(PeerJson::of).toList());
        body.put("trunks", server.trunks().stream().map(PeerJson::of).toList());
        return Reply.of(OK, body);
    }

    private Reply calls() {
        return Reply.of(OK, Map.of("calls",
                server.book().all().stream().map(CallJson::of).toList()));
    }

    private Reply dial(Request request) throws Problem {
        return switch (server.dial(CallRequestReader.read(request.body()))) {
            case DialAnswer.Dialling(var id) ->
                new Reply(ACCEPTED, new Reply.Body.Json(CallJson.of(view(id))),
                        Optional.of(CALLS + URLEncoder.encode(id.value(), StandardCharsets.UTF_8)));
            case DialAnswer.Refused(var kind, var field, var detail) ->
                throw new Problem(status(kind), field, detail);
        };
    }

    private static int status(DialAnswer.Kind kind) {
        return switch (kind) {
            case MALFORMED -> BAD_REQUEST;
            case FORBIDDEN -> FORBIDDEN;
            case BUSY -> UNAVAILABLE;
        };
    }

    /** With {@code after=VERSION&wait=SECONDS} not before there is something new. */
    private Reply call(Request request) throws Problem, InterruptedException {
        var id = id(request);
        long after = number(request.query(), "after", Long.MAX_VALUE);
        long waitS = number(request.query(), "wait", LONGEST_WAIT_S);
        if (after < 0) {
            return Reply.of(OK, CallJson.of(view(id)));
        }
        return Reply.of(OK, CallJson.of(server.book()
                .follow(id, after, Duration.ofSeconds(Math.max(0, waitS)))
                .orElseThrow(Resources::unknown)));
    }

    /** A number of the query; -1 where it is not there. */
    private static long number(String query, String name, long most) throws Problem {
        for (var pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                String value = pair.substring(name.length() + 1);
                if (!value.matches("\\d{1,18}") || Long.parseLong(value) > most) {
                    throw new Problem(BAD_REQUEST, name, "expected a number"
                            + (most == Long.MAX_VALUE ? "" : " from 0 to " + most));
                }
                return Long.parseLong(value);
            }
        }
        return -1;
    }

    private Reply hangUp(CallId id) throws Problem {
        var view = view(id);
        if (view.state() == State.ENDED || !server.hangUp(id)) {
            return Reply.of(OK, CallJson.of(view(id)));
        }
        return Reply.of(ACCEPTED, CallJson.of(view));
    }

    private CallView view(CallId id) throws Problem {
        return server.book().find(id).orElseThrow(Resources::unknown);
    }

    private static Problem unknown() {
        return new Problem(NOT_FOUND, "", "there is no such call, or it ended long ago");
    }

    private static CallId id(Request request) throws Problem {
        try {
            return new CallId(URLDecoder.decode(request.path()
                    .substring(CALLS.length())
                    .replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }
}
