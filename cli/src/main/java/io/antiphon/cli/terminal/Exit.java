package io.antiphon.cli;

/** What a command's exit status means; {@code --help} repeats it. */
final class Exit {

    static final int OK = 0;

    /** A turn or a call was lost. */
    static final int LOST = 1;

    /** The command line or the configuration makes no sense. */
    static final int USAGE = 2;

    /** Something is missing on this machine, or in use. */
    static final int MACHINE = 3;

    /** A mistake of the program. */
    static final int BROKEN = 70;

    /** The lines of {@code --help}, as picocli wants them. */
    static final String OK_LINE = "0:done";
    static final String LOST_LINE = "1:a call or a turn was lost";
    static final String USAGE_LINE = "2:the command line or the configuration makes no sense";
    static final String MACHINE_LINE = "3:something is missing on this machine, or in use";
    static final String BROKEN_LINE = "70:a mistake of the program";

    private Exit() {}
}
