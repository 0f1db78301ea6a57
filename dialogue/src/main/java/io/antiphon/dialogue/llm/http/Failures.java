package io.antiphon.dialogue.llm.http;

import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;

/**
 * Says what went wrong with a model server and what to do about it. A server's own words are left out, as some
 * repeat the prompt in them.
 */
record Failures(String engine, URI address) {

    EngineFailure unanswered(Throwable cause) {
        return switch (cause) {
            case ConnectException _ -> unreachable();
            case HttpConnectTimeoutException _ -> unreachable();
            case HttpTimeoutException _ -> timedOut();
            default -> failure(Kind.BROKEN,
                    "the connection to " + address + " broke before an answer came");
        };
    }

    EngineFailure status(int status) {
        String hint = " (HTTP " + status + " from " + address + ")";
        return switch (status) {
            case 401, 403 -> failure(Kind.REFUSED, "the server wants another key" + hint);
            case 404 -> failure(Kind.REFUSED,
                    "no such model or address; is the model pulled and its name right?" + hint);
            case 408, 504, 524 -> failure(Kind.TIMED_OUT, "the server gave up waiting" + hint);
            case 429, 503, 529 -> failure(Kind.BUSY, "the server is busy or still loading" + hint);
            default -> failure(status >= 500 ? Kind.BROKEN : Kind.REFUSED,
                    "the server refused the request" + hint);
        };
    }

    EngineFailure timedOut() {
        return failure(Kind.TIMED_OUT, address + " sent nothing for longer than patience lasts");
    }

    EngineFailure inMidStream(Kind kind) {
        return failure(kind, "the server reported an error in its answer");
    }

    EngineFailure egress(String refusal) {
        return failure(Kind.REFUSED, refusal);
    }

    EngineFailure interrupted() {
        return failure(Kind.UNREACHABLE, "interrupted while asking " + address);
    }

    EngineFailure flawed(String flaw) {
        return failure(Kind.BROKEN, flaw);
    }

    EngineFailure brokeOff() {
        return failure(Kind.BROKEN, "the answer broke off before its end");
    }

    EngineFailure unreadable() {
        return failure(Kind.BROKEN,
                "the answer is not what this protocol looks like; is the address right? "
                        + address);
    }

    EngineFailure empty() {
        return failure(Kind.BROKEN, "the answer was empty");
    }

    private EngineFailure unreachable() {
        return failure(Kind.UNREACHABLE, "nothing answers at " + address
                + "; is the model server running, and is this its address?");
    }

    private EngineFailure failure(Kind kind, String detail) {
        return new EngineFailure(kind, engine, detail);
    }
}
