package io.antiphon.server.dial;

import io.antiphon.call.CallId;

/** What comes of a {@link DialRequest}. */
public sealed interface DialAnswer {

    /** The call is on its way; what becomes of it is told under this name. */
    record Dialling(CallId id) implements DialAnswer {}

    /**
     * There is no call.
     *
     * @param field the part of the request that is to blame, empty where none is
     * @param detail what is wrong and what to do about it
     */
    record Refused(Kind kind, String field, String detail) implements DialAnswer {}

    /** What the one who asked can do about it. */
    enum Kind {
        /** Ask in another way. */
        MALFORMED,
        /** Nothing but to have the operator change the configuration. */
        FORBIDDEN,
        /** Ask later. */
        BUSY
    }
}
