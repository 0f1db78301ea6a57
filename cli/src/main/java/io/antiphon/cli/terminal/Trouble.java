package io.antiphon.cli;

/** Why a command could not do its work, said to the one who typed it: what is wrong, and what to do. */
final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exit;

    Trouble(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    Trouble(int exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
