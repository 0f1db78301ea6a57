package io.antiphon.dialogue.decide;

import static io.antiphon.dialogue.decide.DecisionTrace.By.DOCUMENTS;
import static io.antiphon.dialogue.decide.DecisionTrace.By.HANDLER;
import static io.antiphon.dialogue.decide.DecisionTrace.By.MODEL;
import static io.antiphon.dialogue.decide.DecisionTrace.By.NOBODY;
import static io.antiphon.dialogue.decide.DecisionTrace.By.TEMPLATE;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.FieldType;
import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.campaign.rule.Objection;
import io.antiphon.dialogue.decide.Move.Where;
import io.antiphon.dialogue.decide.Move.Why;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Words;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a move of every input: what it means is the {@link Interpreter}'s to say, what follows is said here. */
final class Replies {

    /** Of words with less confidence than this most are wrong: it is better to ask again than to act on them. */
    private static final double LEAST_CONFIDENCE = 0.35;
    /** Fewer words than this are no question that documents could answer. */
    private static final int A_QUESTION = 3;

    /** What a model read into words is read back where the template wants doubtful values confirmed. */
    private static final double MODELS_TRUST = 0.5;

    private static final String FIRST_THINGS_FIRST = "Let us finish this first.";

    private final CampaignTemplate template;
    private final Interpreter interpreter;
    private final Interim interim;
    private final Orders orders;

    Replies(CampaignTemplate template) {
        this.template = template;
        this.interpreter = new Interpreter(template);
        this.interim = new Interim(template);
        this.orders = new Orders(template);
    }

    Move said(DialogueState state, Input.Said said, List<IntentScore> scores, Moment moment) {
        var understood = interpreter.understand(state, said, scores, moment.now());
        // A message is taken down as well as it was heard: whoever reads it can guess what was meant.
        boolean counts = template.stage(state.stage()).expects() != AnswerKind.TEXT
                && !(understood instanceof Understood.Noise);
        if (counts && said.confidence() < LEAST_CONFIDENCE) {
            return unclear(state, DecisionTrace.DOUBTFUL, scores);
        }
        return interim.said(state, understood, Words.of(said.text()))
                .orElseGet(() -> answer(state.waitingFor(Optional.empty()), understood, said,
                        scores));
    }

    private Move answer(DialogueState state, Understood understood, Input.Said said,
            List<IntentScore> scores) {
        var calm = state.trying(0, 0);
        return switch (understood) {
            case Understood.Wish(var intent, var given) -> wish(calm, intent, given, scores);
            case Understood.Answer(var rule, var target, var given) -> new Move(
                    consenting(calm.knowing(with(state.fields(), given)), rule),
                    new Where.To(target),
                    new Why(rule, TEMPLATE, given, scores));
            case Understood.Given(var given) -> given(calm, given, scores);
            case Understood.Confirmed(var field, var given) -> confirmed(calm, field, given);
            case Understood.Denied(var field) -> denied(state, field);
            case Understood.Unfit(var field, var misfit) -> new Move(
                    state.trying(state.unclear() + 1, 0), tried(state),
                    Misfits.lines(template.field(field), misfit),
                    new Why("unfit " + field, TEMPLATE, Map.of(), scores));
            case Understood.Objected(var objection) -> objected(calm, objection, scores);
            case Understood.Everyday(var handler, var lines, var then) -> new Move(calm,
                    switch (then) {
                        case Understood.Then.Question _ -> new Where.Question(Optional.empty());
                        case Understood.Then.Nothing _ -> new Where.Stay();
                        case Understood.Then.Stage(var id) -> new Where.To(id);
                    }, lines, new Why(handler, HANDLER, Map.of(), scores));
            case Understood.Noise _ -> new Move(state, new Where.Stay(),
                    new Why("acknowledgement", TEMPLATE, Map.of(), scores));
            case Understood.Riddle _ -> riddle(state, said, scores);
        };
    }

    private Move wish(DialogueState state, Intent intent, Map<String, FieldValue> given,
            List<IntentScore> scores) {
        var left = template.stage(state.stage());
        if (!left.bounds().allowsTo(intent.stage())) {
            return new Move(state, new Where.Question(Optional.empty()),
                    List.of(FIRST_THINGS_FIRST),
                    new Why(intent.id() + " not now", TEMPLATE, Map.of(), scores));
        }
        var known = with(state.fields(), given);
        intent.fills()
                .stream()
                .filter(name -> !given.containsKey(name))
                .forEach(known::remove);
        // Whoever could say anything anyway is not brought back to being asked anything.
        Optional<String> resume = left.expects() == AnswerKind.OPEN && state.focus().isEmpty()
                ? Optional.empty()
                : Optional.of(left.id());
        return new Move(state.knowing(known).resuming(resume), new Where.To(intent.stage()),
                new Why(intent.id(), TEMPLATE, given, scores));
    }

    private Move given(DialogueState state, Map<String, FieldValue> given,
            List<IntentScore> scores) {
        var stage = template.stage(state.stage());
        var known = state.knowing(with(state.fields(), given));
        String rule = "filled " + String.join(", ", given.keySet().stream().sorted().toList());
        return new Move(known, onward(stage, known), new Why(rule, TEMPLATE, given, scores));
    }

    /** Where a stage leads that has been told something. */
    private Where onward(Stage stage, DialogueState known) {
        boolean asks = !template.asks(stage).isEmpty()
                || new Needs(template).next(stage, known.fields()).isPresent();
        return asks || stage.on().filled().isEmpty()
                ? new Where.Onward()
                : new Where.To(stage.on().filled().get());
    }

    private Move confirmed(DialogueState state, String field, Map<String, FieldValue> given) {
        var fields = with(state.fields(), given);
        fields.computeIfPresent(field, (_, value) -> value.asConfirmed());
        var known = state.knowing(fields);
        return new Move(known, onward(template.stage(state.stage()), known),
                new Why("confirmed " + field, TEMPLATE, given, List.of()));
    }

    private Move denied(DialogueState state, String field) {
        var fields = new HashMap<>(state.fields());
        fields.remove(field);
        return new Move(state.trying(state.unclear() + 1, 0).knowing(fields), new Where.Onward(),
                List.of(Misfits.SORRY), new Why("denied " + field, TEMPLATE, Map.of(), List.of()));
    }

    private Move objected(DialogueState state, Objection objection, List<IntentScore> scores) {
        int met = state.progress().objections().getOrDefault(objection.id(), 0);
        var why = new Why(objection.id(), TEMPLATE, Map.of(), scores);
        var after = state.having(state.progress().meeting(objection.id()));
        if (met >= objection.times()) {
            return new Move(after, new Where.To(objection.go().orElse(template.home())), why);
        }
        var line = objection.meet().get(Math.min(met, objection.meet().size() - 1));
        return new Move(after, new Where.Question(objection.improvise()), List.of(line), why);
    }

    /** A model may know what was meant, if it may be asked. */
    private Move riddle(DialogueState state, Input.Said said, List<IntentScore> scores) {
        return template.conduct().asksModel()
                ? new Move(state, new Where.Looking(new Work.Understand(said.text())),
                        new Why("a model is asked", MODEL, Map.of(), scores))
                : lookedUp(state, said.text(), scores);
    }

    /** Documents may know what no script foresees. */
    private Move lookedUp(DialogueState state, String text, List<IntentScore> scores) {
        boolean isQuestion = Words.of(text).size() >= A_QUESTION;
        return template.hasDocuments() && isQuestion
                ? new Move(state, new Where.Looking(new Work.LookUp(text)),
                        new Why("looked up", DOCUMENTS, Map.of(), scores))
                : unclear(state, DecisionTrace.UNCLEAR, scores);
    }

    /** What a model made of it. It may only name intents that there are, and values that the fields take. */
    private Move meant(DialogueState state, Optional<String> name, Map<String, String> texts) {
        var given = told(texts, FieldValue.Source.MODEL);
        var intent = name.flatMap(id -> template.intents()
                .stream()
                .filter(each -> each.id().equals(id))
                .findFirst());
        if (intent.isPresent()) {
            var move = wish(state.trying(0, 0), intent.get(), given, List.of());
            return new Move(move.state(), move.where(), move.before(), move.why().by(MODEL));
        }
        var collected = template.stage(state.stage()).collects();
        var welcome = new HashMap<>(given);
        welcome.keySet().retainAll(collected);
        if (!welcome.isEmpty()) {
            var move = given(state.trying(0, 0), welcome, List.of());
            return new Move(move.state(), move.where(), move.before(), move.why().by(MODEL));
        }
        return unclear(state, DecisionTrace.UNCLEAR, List.of());
    }

    /** What a yes or a no to a question of consent is kept as. */
    private DialogueState consenting(DialogueState state, String rule) {
        boolean isVerdict = rule.equals("yes") || rule.equals("no");
        var consent = template.stage(state.stage()).nature().consents().filter(_ -> isVerdict);
        return consent.map(name -> state.knowing(with(state.fields(),
                Map.of("consent." + name, new FieldValue(rule, rule).asConfirmed()))))
                .orElse(state);
    }

    Move pressed(DialogueState state, char key) {
        var stage = template.stage(state.stage());
        var target = Optional.ofNullable(stage.on().digits().get(key));
        if (target.isPresent()) {
            // A key answers a question of yes or no, too.
            String rule = target.equals(stage.on().yes())
                    ? "yes"
                    : target.equals(stage.on().no()) ? "no" : "digit";
            return new Move(consenting(state.trying(0, 0), rule), new Where.To(target.get()),
                    Why.of("digit"));
        }
        var asked = asked(state);
        if (asked.isEmpty() || key == '*') {
            return new Move(state, new Where.Stay(), Why.of("digit ignored"));
        }
        String typed = key == '#' ? state.typed() : state.typed() + key;
        boolean complete = key == '#' || isComplete(asked.get(), typed);
        return complete
                ? typedAll(state.typing(typed))
                        .orElseGet(() -> unclear(state.typing(""), DecisionTrace.UNCLEAR,
                                List.of()))
                : new Move(state.typing(typed), new Where.Stay(), Why.of("digit typed"));
    }

    private Optional<Field> asked(DialogueState state) {
        return state.focus()
                .filter(focus -> !focus.confirming())
                .map(focus -> template.field(focus.field()))
                .filter(field -> field.type() == FieldType.NUMBER
                        || field.type().answer() == AnswerKind.DIGITS
                        || field.type().answer() == AnswerKind.PHONE);
    }

    /** Whether one more key would make too much of it. */
    private static boolean isComplete(Field field, String typed) {
        var limits = field.limits();
        boolean isTooMuch = field.type() == FieldType.NUMBER
                && (typed.equals("0") || limits.most()
                        .filter(most -> new BigDecimal(typed + "0").compareTo(most) > 0)
                        .isPresent());
        return isTooMuch || typed.length() >= limits.maxDigits();
    }

    /** Fills the field that is asked for with the keys pressed so far, if they suffice. */
    private Optional<Move> typedAll(DialogueState state) {
        return asked(state).flatMap(field -> Extractor.told(field, state.typed())
                .map(value -> Map.of(field.name(), value.from(FieldValue.Source.KEYS)))
                .map(given -> given(state.typing("").trying(0, 0), given, List.of())));
    }

    Move silence(DialogueState state) {
        var typed = typedAll(state);
        if (typed.isPresent()) {
            return typed.get();
        }
        if (state.waiting().isPresent()) {
            return interim.silence(state);
        }
        var own = template.stage(state.stage()).on().silence();
        return new Move(state.trying(0, state.silent() + 1),
                new Where.Tried(template.silence(), own), Why.of(DecisionTrace.SILENCE).by(NOBODY));
    }

    private Move unclear(DialogueState state, String rule, List<IntentScore> scores) {
        var by = template.unclear().improvise().isPresent() ? MODEL : NOBODY;
        return new Move(state.trying(state.unclear() + 1, 0), tried(state),
                new Why(rule, by, Map.of(), scores));
    }

    private Where tried(DialogueState state) {
        return new Where.Tried(template.unclear(),
                template.stage(state.stage()).on().unclear());
    }

    /** An errand has come to an end. */
    Move returned(DialogueState state, int number, Returned returned) {
        boolean isAwaited = state.waiting()
                .filter(waiting -> waiting.errand().number() == number)
                .isPresent();
        if (!isAwaited) {
            return new Move(state, new Where.Stay(), Why.of("came too late"));
        }
        var stage = template.stage(state.stage());
        boolean isOfStage = stage.work().isPresent();
        var free = state.waitingFor(Optional.empty()).trying(0, 0);
        var asked = state.waiting().map(waiting -> waiting.errand().work());
        return switch (returned) {
            case Returned.Meant(var intent, var fields) ->
                intent.isEmpty() && fields.isEmpty() && asked.isPresent()
                        && asked.get() instanceof Work.Understand(var text)
                                ? lookedUp(state.waitingFor(Optional.empty()), text, List.of())
                                : meant(state.waitingFor(Optional.empty()), intent, fields);
            case Returned.Done(var fields, var order) -> {
                var told = told(fields, FieldValue.Source.TOOL);
                var after = free.knowing(with(state.fields(), told));
                var why = new Why("done", TEMPLATE, told, List.of());
                yield order.map(each -> orders.done(after, each, why))
                        .orElseGet(() -> new Move(after,
                                new Where.To(stage.on().done().orElse(template.home())), why));
            }
            case Returned.Found found -> new Move(free,
                    isOfStage
                            ? new Where.To(stage.on().done().orElse(template.home()))
                            : new Where.Question(Optional.of(Grounds.task(found))),
                    List.of(found.answer()),
                    new Why("found in " + found.source(), DOCUMENTS, Map.of(), List.of()));
            case Returned.Nothing _ -> isOfStage
                    ? new Move(free, new Where.To(stage.on()
                            .nothing()
                            .or(stage.on()::failed)
                            .orElse(template.home())), Why.of("nothing found"))
                    : unknown(state.waitingFor(Optional.empty()));
            case Returned.Failed _ when asked.isPresent()
                    && asked.get() instanceof Work.Understand(var text) ->
                lookedUp(state.waitingFor(Optional.empty()), text, List.of());
            case Returned.Unsure(var why) -> unsure(free, asked, why);
            case Returned.Failed(var why) -> isOfStage
                    ? new Move(free, new Where.To(stage.on().failed().orElse(template.home())),
                            Why.of("failed: " + why))
                    : unclear(state.waitingFor(Optional.empty()), DecisionTrace.UNCLEAR,
                            List.of());
        };
    }

    /** Another try could do it twice, so nobody tries: the caller is told how it stands. */
    private Move unsure(DialogueState state, Optional<Work> work, String detail) {
        var own = template.stage(state.stage()).on().unsure();
        var after = work.isPresent() && work.get() instanceof Work.CallTool(var tool, _, _)
                ? state.having(state.progress().unsureOf(tool))
                : state;
        var lines = template.conduct().unsure();
        return new Move(after, new Where.To(own.orElse(template.home())),
                own.isPresent() || lines.isEmpty()
                        ? List.of()
                        : List.of(lines.get(state.turn() % lines.size())),
                Why.of("unsure: " + detail));
    }

    /** "I don't know" is an answer, too. */
    private Move unknown(DialogueState state) {
        var lines = template.conduct().unknown();
        var move = unclear(state, DecisionTrace.UNCLEAR, List.of());
        return lines.isEmpty()
                ? move
                : new Move(move.state(), move.where(),
                        List.of(lines.get(state.unclear() % lines.size())), move.why());
    }

    private Map<String, FieldValue> told(Map<String, String> texts, FieldValue.Source source) {
        var values = new HashMap<String, FieldValue>();
        for (var field : template.fields()) {
            Optional.ofNullable(texts.get(field.name()))
                    .flatMap(text -> Extractor.told(field, text))
                    // What a tool or a model answers is data: text that is no value of the field is not said.
                    .filter(value -> hasForm(field, value))
                    .map(value -> source == FieldValue.Source.MODEL
                            ? value.from(source).atMost(MODELS_TRUST)
                            : value.from(source))
                    .ifPresent(value -> values.put(field.name(), value));
        }
        return values;
    }

    private static boolean hasForm(Field field, FieldValue value) {
        return field.limits()
                .pattern()
                .map(pattern -> pattern.matcher(value.value()).matches())
                .orElse(true);
    }

    private static Map<String, FieldValue> with(Map<String, FieldValue> known,
            Map<String, FieldValue> given) {
        var all = new HashMap<>(known);
        all.putAll(given);
        return all;
    }
}
