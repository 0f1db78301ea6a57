package io.antiphon.dialogue.session;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.FieldValue;
import java.util.Optional;

/** Reads what is known of somebody before a word is said: as what came with a call. */
public final class KnownFields {

    private KnownFields() {}

    /** Empty where the template has no such field, or the text is no value of its type. */
    public static Optional<FieldValue> read(CampaignTemplate template, String field, String text) {
        return template.fields()
                .stream()
                .filter(each -> each.name().equals(field))
                .findFirst()
                .flatMap(known -> Extractor.told(known, text));
    }
}
