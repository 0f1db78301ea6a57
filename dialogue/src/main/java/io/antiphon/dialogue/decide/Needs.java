package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.extract.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows what a stage still needs to be told, and how that is asked for. */
final class Needs {

    /** Values that are trusted less are read back where the template wants to be sure. */
    static final double TRUSTED = 0.6;
    /** Where the template has no words for it. */
    private static final String READ_BACK = "I have understood ";

    private final CampaignTemplate template;

    Needs(CampaignTemplate template) {
        this.template = template;
    }

    /** The field to ask about next: first what is known but not for sure, then what is not known. */
    Optional<Focus> next(Stage stage, Map<String, FieldValue> fields) {
        for (var name : stage.collects()) {
            var value = Optional.ofNullable(fields.get(name));
            if (value.filter(each -> isDoubted(template.field(name), each)).isPresent()) {
                return Optional.of(new Focus(name, true));
            }
        }
        return template.asks(stage)
                .stream()
                .map(Field::name)
                .filter(name -> !fields.containsKey(name))
                .findFirst()
                .map(name -> new Focus(name, false));
    }

    private static boolean isDoubted(Field field, FieldValue value) {
        boolean counts = switch (value.source()) {
            case SPEECH, MODEL -> !value.confirmed();
            case KEYS, CALL, TOOL, RULE -> false;
        };
        return counts && switch (field.asking().confirm()) {
            case NEVER -> false;
            case DOUBTFUL -> value.confidence() < TRUSTED;
            case ALWAYS -> true;
        };
    }

    /** Variants of the question. */
    List<String> question(Stage stage, Focus focus, boolean again,
            Map<String, FieldValue> fields) {
        var asking = template.field(focus.field()).asking();
        if (focus.confirming()) {
            var value = Optional.ofNullable(fields.get(focus.field()));
            return asking.readBack().isEmpty()
                    ? List.of(READ_BACK + value.map(FieldValue::spoken).orElse("nothing")
                            + ". Is that right?")
                    : asking.readBack();
        }
        if (again && !asking.again().isEmpty()) {
            return asking.again();
        }
        boolean byStage = !stage.script().ask().isEmpty()
                && focus.field().equals(stage.collects().getFirst());
        return byStage || asking.ask().isEmpty() ? stage.script().ask() : asking.ask();
    }

    /** What is awaited in a stage. */
    Expectation expectation(Stage stage, Optional<Focus> focus) {
        boolean keys = !stage.on().digits().isEmpty();
        if (focus.isEmpty()) {
            return template.expectation(stage);
        }
        var asked = template.field(focus.get().field());
        var fields = new ArrayList<Field>();
        fields.add(asked);
        stage.collects()
                .stream()
                .filter(name -> !name.equals(asked.name()))
                .map(template::field)
                .forEach(fields::add);
        return new Expectation(focus.get().confirming()
                ? AnswerKind.YES_NO
                : asked.type().answer(), fields, keys);
    }
}
