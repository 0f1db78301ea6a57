package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.tool.Order;
import java.util.Map;
import java.util.Optional;

/** What came of an {@link Errand}. */
public sealed interface Returned {

    /**
     * It was done.
     *
     * @param fields what is known now, as text, by field
     * @param order what the call is to do now
     */
    record Done(Map<String, String> fields, Optional<Order> order) implements Returned {
        public Done {
            fields = Map.copyOf(fields);
        }

        /** The call itself has nothing to do with it. */
        public Done(Map<String, String> fields) {
            this(fields, Optional.empty());
        }
    }

    /**
     * The documents have an answer.
     *
     * @param answer a sentence or two, as they stand there
     * @param source which document says so
     * @param passages what it was taken from, for a language model to put it in its own words
     */
    record Found(String answer, String source, String passages) implements Returned {}

    /**
     * A language model knows what the caller meant, or thinks so.
     *
     * @param intent one of the template's
     * @param fields values as text, by field
     */
    record Meant(Optional<String> intent, Map<String, String> fields) implements Returned {
        public Meant {
            fields = Map.copyOf(fields);
        }
    }

    /** The documents have no answer. */
    record Nothing() implements Returned {}

    /**
     * It was not done.
     *
     * @param why for the trace; not for the caller
     */
    record Failed(String why) implements Returned {}

    /**
     * Nobody knows whether it was done: the answer never came, or only half of it. Nobody is to try it again unasked.
     *
     * @param why for the trace; not for the caller
     */
    record Unsure(String why) implements Returned {}
}
