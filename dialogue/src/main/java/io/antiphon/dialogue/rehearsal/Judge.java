package io.antiphon.dialogue.rehearsal;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.campaign.rule.Criterion;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.rehearsal.Check.Aspect;
import io.antiphon.dialogue.rehearsal.Check.ToolUse;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says whether things are as they are to be in a rehearsal. Immutable. */
public final class Judge {

    private static final String NOTHING = "nothing";

    private final CampaignTemplate template;
    private final DecisionEngine engine;
    private final LocalDateTime now;

    /** What is not as it is to be. */
    public record Verdict(String expected, String found) {}

    /** @param now at the business */
    public Judge(CampaignTemplate template, LocalDateTime now) {
        this.template = template;
        this.engine = new DecisionEngine(template);
        this.now = now;
    }

    /** Nothing, where it is as expected. */
    public Optional<Verdict> judge(Check check, Scene scene) {
        return switch (check) {
            case Check.Says(var part) -> unless(contains(scene.said(), part),
                    "\"" + part + "\" to be said", quoted(scene.said()));
            case Check.SaysNot(var part) -> unless(!contains(scene.said(), part),
                    "\"" + part + "\" not to be said", quoted(scene.said()));
            case Check.IsSilent _ -> unless(scene.said().isEmpty(), "nothing to be said",
                    quoted(scene.said()));
            case Check.Is(var aspect, var value) ->
                equal(aspect.written(), value, is(aspect, scene));
            case Check.Knows(var field, var value) -> field(field)
                    .or(() -> equal(field, value, value(field, scene).orElse(NOTHING)));
            case Check.Lacks(var field) ->
                field(field).or(() -> unless(value(field, scene).isEmpty(),
                        field + " to be unknown", quoted(value(field, scene).orElse(NOTHING))));
            case Check.Calls(var uses) -> calls(uses, scene.errands());
        };
    }

    private static Optional<Verdict> unless(boolean holds, String expected, String found) {
        return holds ? Optional.empty() : Optional.of(new Verdict(expected, found));
    }

    private static Optional<Verdict> equal(String what, String expected, String found) {
        return unless(expected.equals(found), what + " " + expected, found);
    }

    private static boolean contains(String said, String part) {
        return plain(said).contains(plain(part));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }

    private static String quoted(String text) {
        return text.isEmpty() ? NOTHING : "\"" + text + "\"";
    }

    private String is(Aspect aspect, Scene scene) {
        return switch (aspect) {
            case STAGE -> scene.state().stage();
            case PHASE -> scene.state().progress().phase().written();
            case OUTCOME -> outcome(scene).map(Criterion::outcome).orElse("none");
            case SUCCESS -> String.valueOf(outcome(scene).filter(Criterion::success).isPresent());
            case SPEAKER -> scene.state().progress().speaking().agent().orElse("none");
            case PRESSED -> scene.pressed().isEmpty() ? "no" : scene.pressed();
            case ENDS -> scene.ends();
        };
    }

    private Optional<Criterion> outcome(Scene scene) {
        return engine.outcome(scene.state(), now);
    }

    /** A field that the template does not have is never as expected. */
    private Optional<Verdict> field(String name) {
        return unless(template.fields().stream().anyMatch(field -> field.name().equals(name)),
                "a field " + name, "none in the template");
    }

    private static Optional<String> value(String field, Scene scene) {
        return Optional.ofNullable(scene.state().fields().get(field)).map(FieldValue::value);
    }

    private static Optional<Verdict> calls(List<ToolUse> expected, List<Errand> errands) {
        var found = errands.stream().map(Judge::use).toList();
        boolean fits = expected.size() == found.size();
        for (int i = 0; fits && i < found.size(); i++) {
            fits = expected.get(i).tool().equals(found.get(i).tool())
                    && found.get(i)
                            .with()
                            .entrySet()
                            .containsAll(expected.get(i).with().entrySet());
        }
        return unless(fits, "calls of " + expected, String.valueOf(found));
    }

    private static ToolUse use(Errand errand) {
        return new ToolUse(ScriptedErrands.name(errand), switch (errand.work()) {
            case Work.CallTool(_, var with, _) -> with;
            case Work.LookUp(var question) -> Map.of("question", question);
            case Work.Understand(var text) -> Map.of("text", text);
        });
    }
}
