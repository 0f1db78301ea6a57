package io.antiphon.dialogue.knowledge.read;

import java.io.Serial;

/** Inside this package: why a file cannot be read, and what its owner can do about it. */
final class Unreadable extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
        super(why);
    }

    Unreadable(String why, Throwable cause) {
        super(why, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
