package io.antiphon.cli.models;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;

/** Why a model could not be brought here, said to the one who wished for it. */
final class PullFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean worthRetrying;

    private PullFault(String message, boolean worthRetrying) {
        super(message);
        this.worthRetrying = worthRetrying;
    }

    /** Asking once more would change nothing. */
    static PullFault refused(String message) {
        return new PullFault(message, false);
    }

    /** The network, or a server that is busy: the next attempt goes on where this one ended. */
    static PullFault interrupted(String message) {
        return new PullFault(message, true);
    }

    /** What went wrong with a connection or a file, in words. */
    static String words(IOException e) {
        return e instanceof ConnectException
                ? "cannot be reached"
                : Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    boolean worthRetrying() {
        return worthRetrying;
    }
}
