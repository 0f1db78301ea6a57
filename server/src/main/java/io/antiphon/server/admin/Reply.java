package io.antiphon.server.admin;

import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered with.
 *
 * @param location where what came of it is to be seen
 */
record Reply(int status, Body body, Optional<String> location) {

    sealed interface Body {

        record Json(Map<String, Object> fields) implements Body {}

        /** Text of a type for Content-Type. */
        record Text(String type, String text) implements Body {}
    }

    static Reply of(int status, Map<String, Object> body) {
        return new Reply(status, new Body.Json(body), Optional.empty());
    }
}
