package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.extract.FieldValue;
import java.util.Map;

/** What a turn of the caller amounts to in the stage in which it was said. */
sealed interface Understood {

    /** Something the caller wants, with values given along. */
    record Wish(Intent intent, Map<String, FieldValue> given) implements Understood {}

    /** An answer to what was asked. */
    record Answer(String rule, String target, Map<String, FieldValue> given)
            implements
                Understood {}

    /** Nothing that calls for a reply: "uh-huh", "um". */
    record Noise() implements Understood {}

    /** The agent could make nothing of it. */
    record Riddle() implements Understood {}
}
