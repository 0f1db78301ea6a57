package io.antiphon.cli.demo;

/**
 * What the caller is doing.
 *
 * <pre>
 * Listening --cue, or out of patience--> Saying --line ended--> Listening (next line)
 * Listening --agent said goodbye, or out of patience--> Gone
 * </pre>
 */
sealed interface CallerState {

    /**
     * Waits for the cue of a line; behind the last line, for the end.
     *
     * @param line index of the line
     */
    record Listening(int line, long sinceNs) implements CallerState {}

    /** Says a line, so many frames of it already. */
    record Saying(int line, int frames) implements CallerState {}

    /** Has hung up. */
    record Gone() implements CallerState {}
}
