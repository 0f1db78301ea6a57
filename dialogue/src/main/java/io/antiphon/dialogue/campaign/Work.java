package io.antiphon.dialogue.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a stage has done outside of the conversation while it waits. */
public sealed interface Work {

    /** What becomes of it when the caller says something meanwhile. */
    Meanwhile meanwhile();

    /**
     * A tool is called.
     *
     * @param with its arguments, with {@code {field}} where a value belongs
     */
    record CallTool(String tool, Map<String, String> with, Meanwhile meanwhile) implements Work {
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
        public Meanwhile meanwhile() {
            return Meanwhile.CANCEL;
        }
    }

    /** What becomes of work when the caller interrupts it. */
    enum Meanwhile {
        /** It is done all the same, and the caller is asked to wait. */
        FINISH,
        /** It is no longer wanted, and the caller is answered. */
        CANCEL,
        /** The caller is asked whether it is still wanted. */
        ASK;

        /** The policy that templates write so. */
        public static Optional<Meanwhile> of(String written) {
            return Arrays.stream(values())
                    .filter(each -> each.written().equals(written))
                    .findFirst();
        }

        /** As templates write it. */
        public String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
