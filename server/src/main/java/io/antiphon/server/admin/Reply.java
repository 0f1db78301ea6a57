package io.antiphon.server.admin;

import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered with.
 *
 * @param location where what came of it is to be seen
 */
record Reply(int status, Map<String, Object> body, Optional<String> location) {

    static Reply of(int status, Map<String, Object> body) {
        return new Reply(status, body, Optional.empty());
    }
}
