package io.antiphon.sip.tls;

import java.io.IOException;

/** A certificate or key that cannot be used. The message names the setting and the file. */
public final class TlsProblem extends IOException {

    private static final long serialVersionUID = 1;

    TlsProblem(String message) {
        super(message);
    }

    TlsProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
