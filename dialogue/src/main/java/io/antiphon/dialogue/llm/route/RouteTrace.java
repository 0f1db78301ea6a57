package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.fault.EngineFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an answer was found. Holds nothing of what was asked or said.
 *
 * @param answeredBy the provider, or nothing where none answered or a cache did
 * @param outcome what whoever asked got
 * @param firstTokenNs from the question to the first text, if any came
 */
public record RouteTrace(Task task, String call, List<Tried> tried, Optional<String> answeredBy,
        Outcome outcome, OptionalLong firstTokenNs, long tookNs) {

    public RouteTrace {
        tried = List.copyOf(tried);
    }

    /**
     * One who was asked, or passed over.
     *
     * @param failure why not, where it failed
     * @param nanos what it cost, in billionths of the operator's currency
     */
    public record Tried(String provider, What what, Optional<EngineFailure> failure, long tookNs,
            Usage usage, long nanos) {}

    public boolean fromCache() {
        return outcome == Outcome.CACHED;
    }

    /** What whoever asked got. */
    public enum Outcome {
        ANSWERED,
        /** An answer that was given before. */
        CACHED,
        /** Nobody wanted more of it. */
        STOPPED,
        FAILED,
        /** Nobody was asked, because the call has spent what it may; the first time. */
        SPENT,
        /** The same, not for the first time. */
        STILL_SPENT
    }

    /** What came of it. */
    public enum What {
        ANSWERED,
        FAILED,
        /** Nobody wanted more of it. */
        STOPPED,
        /** Another one was faster. */
        OUTRUN,
        /** It is left alone for a while because it kept failing. */
        PASSED_OVER
    }
}
