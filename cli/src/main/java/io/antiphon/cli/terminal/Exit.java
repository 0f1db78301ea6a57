package io.antiphon.cli.terminal;

/** What a command's exit status means; {@code --help} repeats it. */
public final class Exit {

    public static final int OK = 0;

    /** A turn or a call was lost. */
    public static final int LOST = 1;

    /** The command line or the configuration makes no sense. */
    public static final int USAGE = 2;

    /** Something is missing on this machine, or in use. */
    public static final int MACHINE = 3;

    /** A mistake of the program. */
    public static final int BROKEN = 70;

    /** The lines of {@code --help}, as picocli wants them. */
    public static final String OK_LINE = "0:done";
    public static final String LOST_LINE = "1:a call or a turn was lost";
    public static final String USAGE_LINE = "2:the command line or the configuration makes no sense";
    public static final String MACHINE_LINE = "3:something is missing on this machine, or in use";
    public static final String BROKEN_LINE = "70:a mistake of the program";

    private Exit() {}
}
