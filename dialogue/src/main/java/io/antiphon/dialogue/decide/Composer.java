package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Headers;
import io.antiphon.dialogue.campaign.Patience;
import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.extract.FieldValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts together what the agent says when it enters a stage, and all stages it passes on the way. */
final class Composer {

    /** More stages than this are not passed in one breath; a template that tries goes in circles. */
    private static final int LONGEST_WAY = 32;

    private final CampaignTemplate template;

    /** Where the composed way ends and what is said on it. */
    record Composed(DialogueState state, Plan plan) {}

    Composer(CampaignTemplate template) {
        this.template = template;
    }

    Composed enter(DialogueState state, String target) {
        if (target.equals(Transitions.AGAIN)) {
            return plan(state, template.stage(state.stage()), state.lines(), new Way());
        }
        var way = new Way();
        var fields = new HashMap<>(state.fields());
        var resume = state.resume();
        var lines = new ArrayList<String>();
        String next = target;
        for (int steps = 0; steps < LONGEST_WAY; steps++) {
            boolean back = next.equals(Transitions.BACK);
            var stage = template.stage(back ? resume.orElse(template.home()) : next);
            resume = back ? Optional.empty() : resume;
            if (!back) {
                stage.forgets().forEach(fields::remove);
            }
            var passed = template.asked(stage)
                    .filter(field -> fields.containsKey(field.name()))
                    .flatMap(_ -> stage.on().filled());
            if (passed.isPresent()) {
                next = passed.get();
                continue;
            }
            way.visit(stage);
            if (!back) {
                line(stage.script().say(), known(state, fields), state.turn())
                        .ifPresent(lines::add);
            }
            if (back || stage.on().then().isEmpty()) {
                line(stage.script().ask(), known(state, fields), state.turn())
                        .ifPresent(lines::add);
                return plan(state.knowing(fields).resuming(resume), stage, lines, way);
            }
            next = stage.on().then().get();
        }
        throw new IllegalStateException("stage " + target + " of " + template.name()
                + " leads in circles without ever waiting for the caller");
    }

    /** A line of patience, and the question once more. */
    Composed askAgain(DialogueState state, Patience patience, int before) {
        var stage = template.stage(state.stage());
        var lines = new ArrayList<String>();
        var known = known(state, state.fields());
        line(patience.lines(), known, before).ifPresent(lines::add);
        var question = line(stage.script().ask(), known, state.turn());
        question.ifPresent(lines::add);
        var way = new Way();
        way.improvise = patience.improvise()
                .map(task -> task
                        + question.map(ask -> " End with this question: " + ask).orElse(""));
        return plan(state, stage, lines, way);
    }

    /** Nothing to say: the agent goes on listening. */
    Composed listenOn(DialogueState state) {
        var expectation = template.expectation(template.stage(state.stage()));
        return new Composed(state,
                new Plan(List.of(), Optional.empty(), expectation, true, Headers.NONE,
                        Optional.empty()));
    }

    private Composed plan(DialogueState state, Stage stage, List<String> lines, Way way) {
        boolean over = stage.ending().isPresent();
        Expectation expectation = template.expectation(stage);
        var plan = new Plan(lines, way.improvise, expectation, way.interruptible,
                way.headers.filled(written(state)),
                stage.ending().map(ending -> told(ending, known(state, state.fields()))));
        var after = new DialogueState(stage.id(), state.fields(), state.facts(), state.resume(),
                state.unclear(), state.silent(), "", lines, state.turn() + 1, over);
        return new Composed(after, plan);
    }

    /** The variant whose turn it is, of those for which all values are known. */
    private static Optional<String> line(List<String> variants, Map<String, String> known,
            int turn) {
        var possible = variants.stream()
                .flatMap(line -> Script.filled(line, known).stream())
                .toList();
        return possible.isEmpty()
                ? Optional.empty()
                : Optional.of(possible.get(turn % possible.size()));
    }

    /** With what is known in its lines. */
    private static Ending told(Ending ending, Map<String, String> known) {
        return switch (ending) {
            case Ending.HangUp _ -> ending;
            case Ending.Transfer(var target, var announcement) -> new Ending.Transfer(target,
                    announcement.stream()
                            .flatMap(line -> Script.filled(line, known).stream())
                            .toList());
        };
    }

    /** Fields and facts as they are said. */
    private static Map<String, String> known(DialogueState state, Map<String, FieldValue> fields) {
        return all(state.facts(), fields, FieldValue::spoken);
    }

    /** The same as they are written, for headers. */
    static Map<String, String> written(DialogueState state) {
        return all(state.facts(), state.fields(), FieldValue::value);
    }

    private static Map<String, String> all(Map<String, FieldValue> facts,
            Map<String, FieldValue> fields, Function<FieldValue, String> form) {
        var all = new HashMap<String, String>();
        facts.forEach((name, value) -> all.put(name, form.apply(value)));
        fields.forEach((name, value) -> all.put(name, form.apply(value)));
        return all;
    }

    /** What the stages on the way add up to. */
    private static final class Way {
        private Optional<String> improvise = Optional.empty();
        private boolean interruptible = true;
        private Headers headers = Headers.NONE;

        void visit(Stage stage) {
            improvise = improvise.or(stage.script()::improvise);
            interruptible &= stage.interruptible();
            headers = stage.headers().over(headers);
        }
    }
}
