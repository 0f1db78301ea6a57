package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.campaign.rule.Objection;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.Misfit;
import java.util.List;
import java.util.Map;

/** What a turn of the caller amounts to in the stage in which it was said. */
sealed interface Understood {

    /** Something the caller wants, with values given along. */
    record Wish(Intent intent, Map<String, FieldValue> given) implements Understood {}

    /** An answer that leads somewhere. */
    record Answer(String rule, String target, Map<String, FieldValue> given)
            implements
                Understood {}

    /** Values of fields that the stage collects. */
    record Given(Map<String, FieldValue> given) implements Understood {}

    /** A value that was read back is right; others may have come along. */
    record Confirmed(String field, Map<String, FieldValue> given) implements Understood {}

    /** A value that was read back is wrong. */
    record Denied(String field) implements Understood {}

    /** Something was said for the field that was asked for, and it is no value of it. */
    record Unfit(String field, Misfit misfit) implements Understood {}

    /** The caller holds something against what the agent offers. */
    record Objected(Objection objection) implements Understood {}

    /** Something that is the same in all conversations, and that is answered at once. */
    record Everyday(String handler, List<String> lines, Then then) implements Understood {}

    /** What follows the answer. */
    sealed interface Then {

        /** The last question. */
        record Question() implements Then {}

        /** Nothing: the caller goes on when they like. */
        record Nothing() implements Then {}

        /** Another stage. */
        record Stage(String id) implements Then {}
    }

    /** Nothing that calls for a reply: "uh-huh", "um". */
    record Noise() implements Understood {}

    /** The agent could make nothing of it. */
    record Riddle() implements Understood {}
}
