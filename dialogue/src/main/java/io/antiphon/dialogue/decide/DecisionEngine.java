package io.antiphon.dialogue.decide;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Headers;
import io.antiphon.dialogue.campaign.Patience;
import io.antiphon.dialogue.campaign.rule.Criterion;
import io.antiphon.dialogue.decide.Composer.Composed;
import io.antiphon.dialogue.decide.DecisionTrace.Effects;
import io.antiphon.dialogue.decide.Move.Where;
import io.antiphon.dialogue.decide.Move.Why;
import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Sentiment;
import io.antiphon.dialogue.extract.Words;
import io.antiphon.dialogue.extract.meaning.MeaningMatcher;
import java.time.LocalDateTime;
import java.util.ArrayList;
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
 * An input becomes a {@link Move}, the template's decision tree may redirect it, and the {@link Composer} puts into
 * lines where it leads. Immutable; one engine serves all calls of a template from any thread.
 */
public final class DecisionEngine {

    private static final int TRACED_INTENTS = 3;

    private final CampaignTemplate template;
    private final IntentMatcher intents;
    private final Optional<MeaningMatcher> meanings;
    private final Replies replies;
    private final Orders orders;
    private final Rules rules;
    private final Composer composer;

    /** One that goes by words alone. */
    public DecisionEngine(CampaignTemplate template) {
        this(template, Optional.empty());
    }

    /**
     * An engine for a template. With an embedder this takes some milliseconds for each phrase of an intent.
     *
     * @param embedder tells what finished turns mean, where words alone do not
     */
    public DecisionEngine(CampaignTemplate template, Optional<SentenceEmbedder> embedder) {
        this.template = template;
        var all = Interpreter.intents(template);
        this.intents = new IntentMatcher(all);
        this.meanings = embedder.filter(_ -> !all.isEmpty())
                .map(each -> new MeaningMatcher(all, each));
        this.rules = new Rules(template.conduct().rules());
        this.composer = new Composer(template);
        this.replies = new Replies(template);
        this.orders = new Orders(template);
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
                        .map(value -> value.from(FieldValue.Source.CALL))
                        .ifPresent(value -> fields.put(field.name(), value)));
        fields.putAll(known);
        var told = facts.values()
                .entrySet()
                .stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey,
                        fact -> Extractor.fact(fact.getValue()).from(FieldValue.Source.CALL)));
        return DialogueState.in(template.opening(), fields, told);
    }

    /**
     * The state of a conversation that goes on in another call.
     *
     * @param kept as it was when it was cut off, by an engine of the very same template
     * @param facts of the call in which it goes on
     */
    public DialogueState resumed(DialogueState kept, Facts facts) {
        var here = beginning(facts, Map.of());
        return new DialogueState(kept.stage(), kept.fields(), here.facts(), kept.resume(),
                kept.focus(), kept.waiting(), kept.progress(), 0, 0, "", kept.lines(),
                kept.turn(), kept.over());
    }

    /**
     * What to do about an input. Changes nothing: the caller keeps the new state, or does not.
     *
     * @param now the time of day at the business
     */
    public Decision decide(DialogueState state, Input input, LocalDateTime now) {
        return decide(state, input, now, switch (input) {
            case Input.Said(var text, _) -> meanings.map(each -> each.scores(text))
                    .orElseGet(() -> intents.scores(Words.of(text)));
            case Input.Opening _, Input.Resumed _, Input.Stale _, Input.Pressed _, Input.NotTransferred _, Input.Silence _, Input.Asked _, Input.WorkReturned _ ->
                List.of();
        });
    }

    /** What would be done if the caller had said this: by words alone, which costs microseconds. */
    public Decision draft(DialogueState state, String text, LocalDateTime now) {
        return decide(state, new Input.Said(text), now, intents.scores(Words.of(text)));
    }

    private Decision decide(DialogueState state, Input input, LocalDateTime now,
            List<IntentScore> scores) {
        var likeliest = scores.stream().findFirst().filter(IntentScore::isLikely);
        var mood = input instanceof Input.Said(var text, _)
                ? Optional.of(Sentiment.of(Words.of(text)).written())
                : Optional.<String>empty();
        var moment = new Moment(template, now, likeliest.map(score -> score.intent().id()),
                mood);
        if (state.over() && !(input instanceof Input.NotTransferred)) {
            return decision(state, composer.listenOn(state), Why.of("over"), List.of());
        }
        return switch (input) {
            case Input.Opening _ -> resolve(state, moment,
                    new Move(state, new Where.To(template.opening()), Why.of("opening")));
            case Input.Resumed _ -> resolve(state, moment, new Move(state,
                    state.waiting().isPresent()
                            ? new Where.Stay()
                            : new Where.Question(Optional.empty()),
                    template.conduct().resume(), Why.of("resumed")));
            case Input.Stale _ -> {
                var ending = composer.goodbye(state, moment);
                yield decision(state, ending,
                        Why.of(DecisionTrace.STALE).by(DecisionTrace.By.NOBODY),
                        List.of());
            }
            case Input.Said said ->
                resolve(state, moment, replies.said(state, said, scores, moment));
            case Input.Pressed(var key) -> resolve(state, moment, replies.pressed(state, key));
            case Input.NotTransferred _ -> {
                var target = template.stage(state.stage()).on().failed();
                yield resolve(state, moment, new Move(state,
                        new Where.To(target.orElse(template.home())), Why.of("not transferred")));
            }
            case Input.Silence _ -> resolve(state, moment, replies.silence(state));
            case Input.Asked(var tool, var with) ->
                resolve(state, moment, orders.asked(state, tool, with));
            case Input.WorkReturned(var number, var returned) ->
                resolve(state, moment, replies.returned(state, number, returned));
        };
    }

    /** What a call has come to so far: the first of the template's outcomes whose condition holds. */
    public Optional<Criterion> outcome(DialogueState state, LocalDateTime now) {
        var moment = new Moment(template, now, Optional.empty(), Optional.empty());
        return template.conduct()
                .outcomes()
                .stream()
                .filter(criterion -> moment.holds(criterion.when(), state))
                .findFirst();
    }

    public CampaignTemplate template() {
        return template;
    }

    /** What our answer to the call carries. */
    public Headers headers(DialogueState state) {
        return template.headers().filled(Known.written(state));
    }

    /** What the agent waits for in a state. */
    public Expectation expectation(DialogueState state) {
        return composer.expectation(state);
    }

    /** Lets the decision tree redirect a move, and carries it out. */
    private Decision resolve(DialogueState before, Moment moment, Move move) {
        boolean isNothing = move.where() instanceof Where.Stay && move.before().isEmpty();
        var taken = isNothing ? Optional.<Rules.Taken>empty() : rules.take(move.state(), moment);
        if (taken.isEmpty()) {
            return decision(before, carryOut(move, moment), move.why(), List.of());
        }
        var deed = taken.get().deed();
        var state = move.state()
                .having(move.state().progress().taking(taken.get().names()))
                .knowing(Rules.set(move.state(), deed));
        var lines = new ArrayList<>(move.before());
        lines.addAll(deed.say().isEmpty()
                ? List.of()
                : Known.line(deed.say(), Known.spoken(state, moment), state.turn())
                        .stream()
                        .toList());
        var bounds = template.stage(state.stage()).bounds();
        var where = deed.go()
                .filter(bounds::allowsTo)
                .<Where>map(Where.To::new)
                .orElse(move.where());
        return decision(before,
                carryOut(new Move(state, where, lines, move.why(), move.press()), moment),
                move.why(), List.copyOf(taken.get().names()));
    }

    private Composed carryOut(Move move, Moment moment) {
        var state = move.state();
        var lines = move.before()
                .stream()
                .flatMap(line -> Known
                        .line(List.of(line), Known.spoken(state, moment), 0)
                        .stream())
                .toList();
        var composed = switch (move.where()) {
            case Where.To(var stage) -> composer.enter(state, stage, lines, moment);
            case Where.Onward _ -> composer.goOn(state, lines, moment);
            case Where.Question(var improvise) ->
                composer.askAgain(state, lines, improvise, moment);
            case Where.Tried(var patience, var own) ->
                tried(state, patience, own, lines, moment);
            case Where.Looking(var work) -> composer.lookUp(state, work, lines, moment);
            case Where.Stay _ -> lines.isEmpty()
                    ? composer.listenOn(state)
                    : composer.remark(state, lines, moment);
            case Where.Out(var ending) -> composer.end(state, ending, lines, moment);
        };
        return new Composed(composed.state(), composed.plan().pressing(move.press()));
    }

    private Composed tried(DialogueState state, Patience patience, Optional<String> own,
            List<String> lines, Moment moment) {
        int times = state.attempts();
        if (times > patience.retries()) {
            return composer.enter(state, patience.stage(), lines, moment);
        }
        if (own.isPresent()) {
            return composer.enter(state, own.get(), lines, moment);
        }
        return lines.isEmpty()
                ? composer.askAgain(state, patience, times - 1, moment)
                : composer.askAgain(state, lines, Optional.empty(), moment);
    }

    private static Decision decision(DialogueState before, Composed composed, Why why,
            List<String> rules) {
        var scored = why.scores()
                .stream()
                .limit(TRACED_INTENTS)
                .map(each -> new DecisionTrace.Scored(each.intent().id(), each.score()))
                .toList();
        var given = why.given()
                .entrySet()
                .stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().value()));
        var handover = Handovers.between(before, composed.state(), why, rules);
        var after = handover.map(
                each -> composed.state().having(composed.state().progress().handed(each)))
                .orElse(composed.state());
        var trace = new DecisionTrace(before.stage(), composed.state().stage(),
                composed.state().progress().phase(), why.rule(), why.by(), rules, scored, given,
                new Effects(composed.plan().press(), composed.plan().ending(), handover));
        return new Decision(after, composed.plan(), trace);
    }
}
