package io.antiphon.dialogue.rehearsal;

import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.text.TextCall.Meanwhile;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One scripted dialogue.
 *
 * @param line where it stands in its file
 */
public record Rehearsal(String name, int line, Setting setting, List<Step> steps) {

    public Rehearsal {
        steps = List.copyOf(steps);
    }

    /**
     * What is given.
     *
     * @param now at the business; it stays as late as that
     * @param facts of the call
     * @param known fields that are known before a word is said
     * @param answers what comes of each tool, call by call; the last one holds for all that follow
     */
    public record Setting(LocalDateTime now, Map<String, String> facts, Map<String, String> known,
            Map<String, List<Returned>> answers) {

        public Setting {
            facts = Map.copyOf(facts);
            known = Map.copyOf(known);
            answers = Map.copyOf(answers);
        }
    }

    /**
     * Something happens, or nothing, and then something is to be so.
     *
     * @param line where it stands in its file
     */
    public record Step(int line, Optional<Deed> deed, List<Check> checks) {

        public Step {
            checks = List.copyOf(checks);
        }
    }

    /** Something that happens to the agent. */
    public sealed interface Deed {

        /** The caller says something; tools that it begins are run at once, or wait. */
        record Says(String text, double confidence, Meanwhile meanwhile) implements Deed {}

        /** The caller presses keys. */
        record Presses(String keys) implements Deed {}

        /** The caller says nothing. */
        record IsSilent() implements Deed {}

        /** A tool that was waited for comes to its end. */
        record ToolsRun() implements Deed {}

        /** A language model, if there were one, asks for something that is the conversation's to do. */
        record ModelAsks(String tool, Map<String, String> with) implements Deed {
            public ModelAsks {
                with = Map.copyOf(with);
            }
        }

        /** The caller was to be handed on, and is still there. */
        record IsNotTransferred() implements Deed {}
    }
}
