package io.antiphon.server.interop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One line of the page.
 *
 * @param rfcs parted by commas
 * @param outcome {@code pass}, {@code fail}, or {@code skipped: because}
 */
record InteropRow(String peer, String version, String rfcs, String what, String test,
        String outcome) {

    static InteropRow of(Method test, String version, String outcome) {
        var interop = test.getAnnotation(Interop.class);
        return new InteropRow(interop.peer().title(), version,
                Arrays.stream(interop.rfc())
                        .sorted()
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", ")),
                interop.what(), test.getDeclaringClass().getSimpleName() + "." + test.getName(),
                outcome);
    }

    /** Everything that does not depend on the run. */
    String promise() {
        return "| " + rfcs + " | " + peer + " | " + what + " | `" + test + "` |";
    }

    String line() {
        return promise() + " " + outcome + " |";
    }
}
