package io.antiphon.dialogue.rehearsal;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Set;

/**
 * What came of a rehearsal.
 *
 * @param misses what went otherwise than expected; none: it went well
 * @param transcript who said what
 * @param stages all that the conversation passed
 */
public record Rehearsed(Rehearsal rehearsal, List<Miss> misses, List<String> transcript,
        Set<String> stages) {

    public Rehearsed {
        misses = List.copyOf(misses);
        transcript = List.copyOf(transcript);
        stages = Set.copyOf(stages);
    }

    /**
     * Something that is not as it is to be.
     *
     * @param line of the file
     * @param turn counted from 1; 0 is the opening
     */
    public record Miss(int line, int turn, String expected, String found) {

        @Override
        public String toString() {
            return "line " + line + ", turn " + turn + ": expected " + expected + ", found "
                    + found;
        }
    }

    public boolean wentWell() {
        return misses.isEmpty();
    }

    /** All misses, and what was said, for whoever looks for the reason. */
    public String describe() {
        return rehearsal.name() + "\n"
                + misses.stream().map(miss -> "  " + miss).collect(joining("\n")) + "\n"
                + transcript.stream().map(line -> "    " + line).collect(joining("\n"));
    }
}
