package io.antiphon.dialogue.session;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.extract.SpokenForms;
import io.antiphon.speech.ExpectedSpeech;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * What a caller is likely to say in each stage of a template: values of the fields it collects, its choices,
 * yes or no, and wishes, which may come at any time. Belongs to one call.
 */
final class ExpectedPhrases {

    /** Enough to tip the balance between words that sound alike, too little to hear what was not said. */
    private static final double BOOST = 1.5;

    private final CampaignTemplate template;
    private final Map<String, ExpectedSpeech> known = new HashMap<>();

    ExpectedPhrases(CampaignTemplate template) {
        this.template = template;
    }

    ExpectedSpeech in(String stage) {
        return known.computeIfAbsent(stage, id -> expected(template.stage(id)));
    }

    private ExpectedSpeech expected(Stage stage) {
        var phrases = new LinkedHashSet<String>();
        for (Field field : template.expectation(stage).fields()) {
            phrases.addAll(SpokenForms.of(field));
        }
        if (stage.expects() == AnswerKind.YES_NO) {
            phrases.addAll(SpokenForms.of(FieldType.YES_NO));
        }
        stage.choices().forEach(choice -> phrases.addAll(choice.phrases()));
        template.intents().stream().map(Intent::phrases).forEach(phrases::addAll);
        return ExpectedSpeech.likely(phrases.stream().toList(), BOOST);
    }
}
