package io.antiphon.dialogue.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Something that is to be so at a moment of a rehearsal. */
public sealed interface Check {

    /** The agent has just said this, among other things; letters count the same large and small. */
    record Says(String part) implements Check {}

    /** It has not said this. */
    record SaysNot(String part) implements Check {}

    /** It has said nothing. */
    record IsSilent() implements Check {}

    /** Something about the conversation as a whole has this value. */
    record Is(Aspect aspect, String value) implements Check {}

    /** A field has this value. */
    record Knows(String field, String value) implements Check {}

    /** A field has no value. */
    record Lacks(String field) implements Check {}

    /** Exactly these tools were called, in this order. */
    record Calls(List<ToolUse> uses) implements Check {
        public Calls {
            uses = List.copyOf(uses);
        }
    }

    /**
     * A tool, and how it was called.
     *
     * @param with some of its arguments
     */
    record ToolUse(String tool, Map<String, String> with) {
        public ToolUse {
            with = Map.copyOf(with);
        }

        @Override
        public String toString() {
            return with.isEmpty() ? tool : tool + " " + new TreeMap<>(with);
        }
    }

    /** What there is to a conversation as a whole. */
    enum Aspect {
        STAGE("stage"),
        PHASE("phase"),
        /** The first of the template's outcomes whose condition holds. */
        OUTCOME("outcome"),
        /** Whether that is a success. */
        SUCCESS("success"),
        /** Which of several agents has the caller, or {@code none}. */
        SPEAKER("speaker"),
        /** All keys that the agent has pressed so far, or {@code no}. */
        PRESSED("pressed"),
        /** How the call ends, {@code hang-up} or {@code transfer sip:...}, or {@code no} where it goes on. */
        ENDS("ends");

        private final String written;

        Aspect(String written) {
            this.written = written;
        }

        String written() {
            return written;
        }
    }
}
