package io.antiphon.cli.terminal;

/** Why a command could not do its work, said to the one who typed it: what is wrong, and what to do. */
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exit;

    public Trouble(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    public Trouble(int exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public int exit() {
        return exit;
    }
}
