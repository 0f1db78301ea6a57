package io.antiphon.cli.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where a command's words go. Colours only for a person who has not asked for none. */
public final class Terminal {

    private static final int WIDTH_UNKNOWN = 100;
    private static final int WIDTH_LEAST = 60;
    private static final int WIDTH_MOST = 180;

    private static final String COLUMNS = System.getProperty("antiphon.columns", "");

    private final PrintStream out;
    private final boolean colour;
    private final int width;

    public Terminal(PrintStream out, boolean colour, int width) {
        this.out = out;
        this.colour = colour;
        this.width = Math.clamp(width, WIDTH_LEAST, WIDTH_MOST);
    }

    /**
     * By what the launcher and the environment say: {@code antiphon.columns} is the width of the terminal that
     * standard output is, and not set where it is none; {@code NO_COLOR} as on no-color.org.
     */
    public static Terminal of(PrintStream out, Map<String, String> environment) {
        boolean terminal = isAttached();
        boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(out, colour, columns());
    }

    /** Whether standard output is a terminal. */
    public static boolean isAttached() {
        return COLUMNS.matches("\\d{1,4}");
    }

    /** How wide the terminal is, or a guess. */
    public static int columns() {
        int columns = isAttached() ? Integer.parseInt(COLUMNS) : 0;
        return columns == 0 ? WIDTH_UNKNOWN : columns;
    }

    /** The same, without a word: for a command whose output is a document. */
    public static Terminal silent() {
        return new Terminal(new PrintStream(PrintStream.nullOutputStream(), false,
                StandardCharsets.UTF_8), false, WIDTH_UNKNOWN);
    }

    public int width() {
        return width;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public String in(Shade shade, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + shade.code + "m" + text + "\u001b[0m" : text;
    }

    /** What a colour means; the words must do without it. */
    public enum Shade {
        CALLER("36"),
        AGENT("33"),
        FAINT("2"),
        STRONG("1"),
        GOOD("32"),
        WARNING("33"),
        BAD("31");

        private final String code;

        Shade(String code) {
            this.code = code;
        }
    }
}
