package io.antiphon.cli.demo;

import java.util.List;

/**
 * One thing the caller does.
 *
 * @param parts what is said, with a pause of {@code pauseMs} between; for a key, its digit
 */
record Line(int number, Kind kind, List<String> parts, int pauseMs, Cue cue) {

    Line {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a line has words");
        }
    }

    String text() {
        return String.join(pauseMs > 0 ? " … " : " ", parts);
    }

    /** What the caller means by it. */
    enum Kind {
        SPEECH("speech"),
        PAUSED("pause inside"),
        BACKCHANNEL("backchannel"),
        BARGE_IN("barge-in"),
        DIGIT("key"),
        GOODBYE("goodbye");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As the report calls it. */
        String word() {
            return word;
        }
    }
}
