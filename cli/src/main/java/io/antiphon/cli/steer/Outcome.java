package io.antiphon.cli.steer;

import io.antiphon.cli.terminal.Exit;

/** The exit status of {@code antiphon dial}, by how the call ended. */
final class Outcome {

    static final String BUSY_LINE = "10:busy";
    static final String NO_ANSWER_LINE = "11:no answer";
    static final String REJECTED_LINE = "12:rejected, by them or for want of a password";
    static final String NOT_FOUND_LINE = "13:no such number";
    static final String UNREACHABLE_LINE = "14:unreachable, or unavailable now";
    static final String CANCELLED_LINE = "15:cancelled";

    private Outcome() {}

    static int of(String cause) {
        return switch (cause) {
            case "completed" -> Exit.OK;
            case "busy" -> 10;
            case "no-answer" -> 11;
            case "rejected", "not-authorised" -> 12;
            case "not-found" -> 13;
            case "unreachable", "unavailable" -> 14;
            case "cancelled" -> 15;
            default -> Exit.LOST;
        };
    }
}
