package io.antiphon.dialogue.campaign;

import io.antiphon.dialogue.tool.spec.BargeIn;
import java.util.Map;

/** What a stage has done outside of the conversation while it waits. */
public sealed interface Work {

    /** What becomes of it when the caller says something meanwhile. */
    BargeIn onBargeIn();

    /**
     * A tool is called.
     *
     * @param with its arguments, with {@code {field}} where a value belongs
     */
    record CallTool(String tool, Map<String, String> with, BargeIn onBargeIn) implements Work {
        public CallTool {
            with = Map.copyOf(with);
        }
    }

    /**
     * The documents of the template are searched.
     *
     * @param question what for, with {@code {field}} where a value belongs
     */
    record LookUp(String question) implements Work {

        @Override
        public BargeIn onBargeIn() {
            return BargeIn.CANCEL;
        }
    }

    /**
     * A language model is asked what the caller meant, which no rule understood. Its answer has a form that is
     * given: an intent of the template, values of fields, or neither.
     */
    record Understand(String text) implements Work {

        @Override
        public BargeIn onBargeIn() {
            return BargeIn.CANCEL;
        }
    }
}
