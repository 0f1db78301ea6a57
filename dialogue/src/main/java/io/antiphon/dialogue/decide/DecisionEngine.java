package io.antiphon.dialogue.decide;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Headers;
import io.antiphon.dialogue.campaign.Patience;
import io.antiphon.dialogue.decide.Composer.Composed;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a conversation as one pure function: the stages and ways are the template's.
 *
 * <pre>
 *             a wish, from any stage
 *           ┌────────────────────────► intent's stage ──then──► back ─┐
 *           │                                                          │
 *  opening ─► stage ──filled, yes, no, digit, choice──► stage ◄────────┘
 *           │   ▲                                         │
 *           └───┘ unclear, silence: asks again            └─► ending
 * </pre>
 *
 * Immutable; one engine serves all calls of a template from any thread.
 */
public final class DecisionEngine {

    private static final int TRACED_INTENTS = 3;

    /** Of words with less confidence than this most are wrong: it is better to ask again than to act on them. */
    private static final double LEAST_CONFIDENCE = 0.35;

    private final CampaignTemplate template;
    private final IntentMatcher intents;
    private final Interpreter interpreter;
    private final Composer composer;

    /** Why something was decided, and what was given. */
    private record Why(String rule, Map<String, FieldValue> given, List<IntentScore> scores) {

        static Why of(String rule) {
            return new Why(rule, Map.of(), List.of());
        }
    }

    public DecisionEngine(CampaignTemplate template) {
        this.template = template;
        this.intents = new IntentMatcher(template.intents());
        this.interpreter = new Interpreter(template);
        this.composer = new Composer(template);
    }

    /** The state of a conversation in which nothing has happened and of which nothing is known. */
    public DialogueState beginning() {
        return beginning(Facts.NONE, Map.of());
    }

    /**
     * The state of a conversation in which nothing has happened.
     *
     * @param known fields that are known already, whatever the facts say
     */
    public DialogueState beginning(Facts facts, Map<String, FieldValue> known) {
        var fields = new HashMap<String, FieldValue>();
        template.fields()
                .forEach(field -> field.from()
                        .map(name -> facts.values().get(name))
                        .flatMap(text -> Extractor.told(field, text))
                        .ifPresent(value -> fields.put(field.name(), value)));
        fields.putAll(known);
        var told = facts.values()
                .entrySet()
                .stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey,
                        fact -> Extractor.fact(fact.getValue())));
        return DialogueState.in(template.opening(), fields, told);
    }

    /** What to do about an input. Changes nothing: the caller keeps the new state, or does not. */
    public Decision decide(DialogueState state, Input input) {
        if (state.over() && !(input instanceof Input.NotTransferred)) {
            return decision(state, composer.listenOn(state), Why.of("over"));
        }
        return switch (input) {
            case Input.Opening _ ->
                decision(state, composer.enter(state, template.opening()), Why.of("opening"));
            case Input.Said said -> said(state, said);
            case Input.Pressed(var key) -> pressed(state, key);
            case Input.NotTransferred _ -> {
                var target = template.stage(state.stage()).on().failed();
                yield decision(state, composer.enter(state, target.orElse(template.home())),
                        Why.of("not transferred"));
            }
            case Input.Silence _ -> silence(state);
        };
    }

    /** What our answer to the call carries. */
    public Headers headers(DialogueState state) {
        return template.headers().filled(Composer.written(state));
    }

    /** What the agent waits for in a state. */
    public Expectation expectation(DialogueState state) {
        return template.expectation(template.stage(state.stage()));
    }

    private Decision said(DialogueState state, Input.Said said) {
        var scores = intents.scores(Words.of(said.text()));
        var understood = interpreter.understand(state, said.text(), scores);
        // A message is taken down as well as it was heard: whoever reads it can guess what was meant.
        boolean counts = template.stage(state.stage()).expects() != AnswerKind.TEXT
                && !(understood instanceof Understood.Noise);
        if (counts && said.confidence() < LEAST_CONFIDENCE) {
            return unclear(state, DecisionTrace.DOUBTFUL, scores);
        }
        return switch (understood) {
            case Understood.Wish(var intent, var given) -> {
                var known = with(state.fields(), given);
                intent.fills()
                        .stream()
                        .filter(name -> !given.containsKey(name))
                        .forEach(known::remove);
                var left = template.stage(state.stage());
                // Whoever could say anything anyway is not brought back to being asked anything.
                Optional<String> resume = left.expects() == AnswerKind.OPEN
                        ? Optional.empty()
                        : Optional.of(left.id());
                var from = state.trying(0, 0).knowing(known).resuming(resume);
                yield decision(state, composer.enter(from, intent.stage()),
                        new Why(intent.id(), given, scores));
            }
            case Understood.Answer(var rule, var target, var given) -> {
                var from = state.trying(0, 0).knowing(with(state.fields(), given));
                yield decision(state, composer.enter(from, target),
                        new Why(rule, given, scores));
            }
            case Understood.Noise _ -> decision(state, composer.listenOn(state),
                    new Why("acknowledgement", Map.of(), scores));
            case Understood.Riddle _ -> unclear(state, DecisionTrace.UNCLEAR, scores);
        };
    }

    private Decision pressed(DialogueState state, char key) {
        var stage = template.stage(state.stage());
        var target = Optional.ofNullable(stage.on().digits().get(key));
        if (target.isPresent()) {
            return decision(state, composer.enter(state.trying(0, 0), target.get()),
                    Why.of("digit"));
        }
        var asked = template.asked(stage).filter(_ -> stage.expects() == AnswerKind.DIGITS);
        if (asked.isEmpty() || key == '*') {
            return decision(state, composer.listenOn(state), Why.of("digit ignored"));
        }
        String typed = key == '#' ? state.typed() : state.typed() + key;
        boolean complete = key == '#' || typed.length() >= asked.get().limits().maxDigits();
        return complete
                ? typedAll(state.typing(typed))
                        .orElseGet(
                                () -> unclear(state.typing(""), DecisionTrace.UNCLEAR, List.of()))
                : decision(state, composer.listenOn(state.typing(typed)), Why.of("digit typed"));
    }

    /** Fills the field that is asked for with the keys pressed so far, if they suffice. */
    private Optional<Decision> typedAll(DialogueState state) {
        var stage = template.stage(state.stage());
        var asked = template.asked(stage);
        var value = asked.flatMap(field -> Extractor.digits(field, state.typed()));
        if (value.isEmpty() || stage.on().filled().isEmpty()) {
            return Optional.empty();
        }
        var given = Map.of(asked.get().name(), value.get());
        var from = state.trying(0, 0).knowing(with(state.fields(), given));
        return Optional.of(decision(state, composer.enter(from, stage.on().filled().get()),
                new Why("filled " + asked.get().name(), given, List.of())));
    }

    private Decision silence(DialogueState state) {
        var typed = typedAll(state);
        if (typed.isPresent()) {
            return typed.get();
        }
        var own = template.stage(state.stage()).on().silence();
        return patience(state.trying(0, state.silent() + 1), template.silence(), own,
                Why.of("silence"));
    }

    private Decision unclear(DialogueState state, String rule, List<IntentScore> scores) {
        var own = template.stage(state.stage()).on().unclear();
        return patience(state.trying(state.unclear() + 1, 0), template.unclear(), own,
                new Why(rule, Map.of(), scores));
    }

    private Decision patience(DialogueState state, Patience patience, Optional<String> own,
            Why why) {
        int times = state.unclear() + state.silent();
        if (times > patience.retries()) {
            return decision(state, composer.enter(state, patience.stage()), why);
        }
        return decision(state, own.map(target -> composer.enter(state, target))
                .orElseGet(() -> composer.askAgain(state, patience, times - 1)), why);
    }

    private static Map<String, FieldValue> with(Map<String, FieldValue> known,
            Map<String, FieldValue> given) {
        var all = new HashMap<>(known);
        all.putAll(given);
        return all;
    }

    private static Decision decision(DialogueState before, Composed composed, Why why) {
        var scored = why.scores()
                .stream()
                .limit(TRACED_INTENTS)
                .map(each -> new DecisionTrace.Scored(each.intent().id(), each.score()))
                .toList();
        var given = why.given()
                .entrySet()
                .stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().value()));
        var trace = new DecisionTrace(before.stage(), composed.state().stage(), why.rule(), scored,
                given);
        return new Decision(composed.state(), composed.plan(), trace);
    }
}
