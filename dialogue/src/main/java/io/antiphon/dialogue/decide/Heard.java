package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.extract.Extraction;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Lexicon.Verdict;
import io.antiphon.dialogue.extract.Said;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A turn of the caller, looked at from all sides once.
 *
 * @param stage in which it was said
 * @param words as rules see them
 * @param found values that were given
 * @param best the likeliest intent, if there is a likely one
 */
record Heard(Stage stage, DialogueState state, Expectation expectation, Said told,
        List<String> words, Extraction found, Verdict verdict, Optional<IntentScore> best) {

    Map<String, FieldValue> given() {
        return found.values();
    }

    /** The field that is being read back, if one is. */
    Optional<String> confirming() {
        return state.focus().filter(Focus::confirming).map(Focus::field);
    }
}
