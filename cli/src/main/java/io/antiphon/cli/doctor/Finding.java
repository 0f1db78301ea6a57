package io.antiphon.cli.doctor;

/**
 * What a check found.
 *
 * @param subject what was looked at, in a word or two
 * @param detail what is there
 * @param advice what to do; empty if all is well
 */
public record Finding(String subject, Level level, String detail, String advice) {

    /** How bad it is. */
    public enum Level {
        OK,
        /** Works, but worse than it could. */
        WARNING,
        /** Does not work. */
        FAILURE
    }

    static Finding ok(String subject, String detail) {
        return new Finding(subject, Level.OK, detail, "");
    }

    static Finding warning(String subject, String detail, String advice) {
        return new Finding(subject, Level.WARNING, detail, advice);
    }

    static Finding failure(String subject, String detail, String advice) {
        return new Finding(subject, Level.FAILURE, detail, advice);
    }
}
