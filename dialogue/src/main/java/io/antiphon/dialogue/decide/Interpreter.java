package io.antiphon.dialogue.decide;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Handler;
import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.campaign.rule.Objection;
import io.antiphon.dialogue.extract.Extraction;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Lexicon;
import io.antiphon.dialogue.extract.Lexicon.Verdict;
import io.antiphon.dialogue.extract.Said;
import io.antiphon.dialogue.extract.Words;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes sense of what was said in a stage, without a model. A registry of readings in the order of their priority: the
 * first that has something to say wins, and what none of them understands is a riddle.
 */
final class Interpreter {

    /** An intent must mean more than one word to outweigh a value that was given in the same breath. */
    private static final double MORE_THAN_A_WORD = 1.7;
    private static final int LONGEST_ASIDE = 6;
    private static final double MOSTLY = 0.8;
    private static final double ENTIRELY = 0.95;

    private final CampaignTemplate template;
    private final Map<String, IntentMatcher> choices;
    private final Map<String, Objection> objections;
    private final Everyday everyday;
    private final Needs needs;
    private final List<Reading> readings;

    /** One way to understand a turn. */
    private record Reading(int priority, Function<Heard, Optional<Understood>> read) {}

    Interpreter(CampaignTemplate template) {
        this.template = template;
        this.everyday = new Everyday(template);
        this.needs = new Needs(template);
        this.objections = template.conduct()
                .objections()
                .stream()
                .collect(toUnmodifiableMap(Objection::id, identity()));
        this.choices = template.stages()
                .stream()
                .filter(stage -> !stage.choices().isEmpty())
                .collect(toUnmodifiableMap(Stage::id, Interpreter::choiceMatcher));
        this.readings = List.of(
                new Reading(1000, this::dictation),
                new Reading(900, Interpreter::ownWay),
                new Reading(800, this::strongWish),
                new Reading(700, heard -> readBack(heard)),
                new Reading(600, heard -> inPassing(heard)),
                new Reading(500, heard -> value(heard)),
                new Reading(400, Interpreter::verdict),
                new Reading(300, this::choice),
                new Reading(200, this::weakWish),
                new Reading(100, Interpreter::unfit))
                .stream()
                .sorted(Comparator.comparingInt(Reading::priority).reversed())
                .toList();
    }

    /** All intents of a template, and its objections as intents that lead nowhere else. */
    static List<Intent> intents(CampaignTemplate template) {
        var all = new java.util.ArrayList<>(template.intents());
        template.conduct()
                .objections()
                .forEach(objection -> all.add(new Intent(objection.id(), objection.phrases(),
                        Transitions.AGAIN, List.of())));
        return all;
    }

    Understood understand(DialogueState state, Input.Said said, List<IntentScore> scores,
            LocalDateTime now) {
        var stage = template.stage(state.stage());
        var words = Words.of(said.text());
        var expectation = needs.expectation(stage, state.focus());
        if (isNoise(words, expectation.kind())) {
            return new Understood.Noise();
        }
        var best = scores.stream().findFirst().filter(IntentScore::isLikely);
        var told = new Said(said.text(), said.confidence(), now);
        var found = Extractor.extract(told, expectation);
        if (expectation.kind() == AnswerKind.YES_NO) {
            found = new Extraction(news(found.values(), state), found.misfits());
        }
        var heard = new Heard(stage, state, expectation, told, words, found,
                Lexicon.verdict(words), best);
        return readings.stream()
                .flatMap(reading -> reading.read().apply(heard).stream())
                .findFirst()
                .orElseGet(Understood.Riddle::new);
    }

    private static boolean isNoise(List<String> words, AnswerKind expects) {
        boolean canBeYes = expects == AnswerKind.YES_NO || expects == AnswerKind.CHOICE;
        boolean heedless = words.stream().allMatch(Lexicon::isFiller)
                || Lexicon.isAcknowledgement(words);
        return words.isEmpty() || (heedless && !canBeYes);
    }

    /** Whatever is said where a text is asked for is that text, unless it is a short thing said to the agent. */
    private Optional<Understood> dictation(Heard heard) {
        if (heard.expectation().kind() != AnswerKind.TEXT) {
            return Optional.empty();
        }
        boolean isAside = heard.words().size() <= LONGEST_ASIDE && (heard.best()
                .filter(score -> score.isStrong() && score.share() >= MOSTLY)
                .isPresent() || everyday.read(heard.words(), false).isPresent());
        if (isAside) {
            return Optional.empty();
        }
        return Optional.of(heard.given().isEmpty()
                ? new Understood.Riddle()
                : new Understood.Given(heard.given()));
    }

    /** "Yes, Tuesday is right" tells nothing new about the day. */
    private static Map<String, FieldValue> news(Map<String, FieldValue> given,
            DialogueState state) {
        return given.entrySet()
                .stream()
                .filter(entry -> Optional.ofNullable(state.fields().get(entry.getKey()))
                        .filter(entry.getValue()::isSameAs)
                        .isEmpty())
                .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Optional<Understood> ownWay(Heard heard) {
        return heard.best()
                .flatMap(best -> Optional
                        .ofNullable(heard.stage().on().intents().get(best.intent().id()))
                        .map(target -> ownWay(heard, best, target)));
    }

    private static Understood ownWay(Heard heard, IntentScore best, String target) {
        // "I would rather not say" is no name, for the wish takes up all of it.
        boolean isAll = best.isStrong() && best.share() >= ENTIRELY;
        if (isAll) {
            return new Understood.Answer(best.intent().id(), target, Map.of());
        }
        return heard.given().isEmpty() || heard.stage().on().filled().isEmpty()
                ? new Understood.Answer(best.intent().id(), target, heard.given())
                : new Understood.Given(heard.given());
    }

    private Optional<Understood> strongWish(Heard heard) {
        return heard.best()
                .filter(IntentScore::isStrong)
                .filter(best -> !isOutweighed(heard, best))
                .map(best -> wish(heard, best.intent()));
    }

    private boolean isOutweighed(Heard heard, IntentScore best) {
        // Where a text is asked for, anything is a value; what comes here is said to the agent, see dictation.
        boolean isText = heard.expectation().kind() == AnswerKind.TEXT;
        boolean byValue = !isText && !heard.given().isEmpty()
                && best.weight() < MORE_THAN_A_WORD;
        // "Yes, thank you, goodbye" still confirms what was asked.
        boolean canSayYes = heard.stage().on().yes().isPresent()
                || heard.confirming().isPresent();
        boolean byYes = heard.verdict() == Verdict.YES && canSayYes && endsTheCall(best.intent());
        return byValue || byYes;
    }

    private boolean endsTheCall(Intent intent) {
        return !Transitions.RESERVED.contains(intent.stage())
                && template.stage(intent.stage()).ending().isPresent();
    }

    /** The answer to the question whether a value was understood rightly. */
    private Optional<Understood> readBack(Heard heard) {
        return heard.confirming().flatMap(field -> {
            var known = Optional.ofNullable(heard.state().fields().get(field));
            var instead = Optional.ofNullable(heard.given().get(field))
                    .or(() -> bare(heard, field))
                    .filter(value -> known.filter(value::isSameAs).isEmpty());
            if (instead.isPresent()) {
                return Optional.of(new Understood.Given(heard.given().isEmpty()
                        ? Map.of(field, instead.get())
                        : heard.given()));
            }
            return switch (heard.verdict()) {
                case YES -> Optional.of(new Understood.Confirmed(field, heard.given()));
                case NO -> Optional.of(new Understood.Denied(field));
                case NEITHER -> Optional.<Understood>empty();
            };
        });
    }

    /** "No, the fourteenth": behind a no, a bare value is the one that is right. */
    private Optional<FieldValue> bare(Heard heard, String name) {
        var field = template.field(name);
        boolean counts = heard.verdict() == Verdict.NO && field.type().answer() != AnswerKind.TEXT;
        String rest = String.join(" ", heard.words()
                .stream()
                .dropWhile(word -> word.equals("no") || word.equals("nope") || word.equals("not")
                        || Lexicon.isFiller(word))
                .toList());
        return counts && !rest.isEmpty()
                ? Optional.ofNullable(Extractor.extract(
                        new Said(rest, heard.told().confidence(), heard.told().now()),
                        new Expectation(field.type().answer(), List.of(field), false))
                        .values()
                        .get(name))
                : Optional.empty();
    }

    private Optional<Understood> inPassing(Heard heard) {
        return everyday.read(heard.words(), !heard.given().isEmpty())
                .filter(aside -> !isAnswered(heard, aside));
    }

    /** "No, wait" is a no to whether something shall be cancelled: what comes next must not undo it. */
    private static boolean isAnswered(Heard heard, Understood aside) {
        var on = heard.stage().on();
        boolean isAnswer = switch (heard.verdict()) {
            case YES -> on.yes().isPresent();
            case NO -> on.no().isPresent();
            case NEITHER -> false;
        };
        return isAnswer && aside instanceof Understood.Everyday(var handler, _, _)
                && handler.equals(Handler.WAIT.written());
    }

    private Optional<Understood> value(Heard heard) {
        boolean leads = heard.stage().on().filled().isPresent() && !heard.given().isEmpty();
        return leads
                ? Optional.of(new Understood.Given(heard.given()))
                : Optional.empty();
    }

    private static Optional<Understood> verdict(Heard heard) {
        var on = heard.stage().on();
        var digit = Extractor.singleDigit(heard.words())
                .flatMap(key -> Optional.ofNullable(on.digits().get(key)));
        if (digit.isPresent()) {
            return Optional.of(new Understood.Answer("digit", digit.get(), Map.of()));
        }
        return switch (heard.verdict()) {
            case YES -> on.yes().map(target -> new Understood.Answer("yes", target, Map.of()));
            case NO -> on.no().map(target -> new Understood.Answer("no", target, Map.of()));
            case NEITHER -> Optional.empty();
        };
    }

    private Optional<Understood> choice(Heard heard) {
        var matcher = Optional.ofNullable(choices.get(heard.stage().id()));
        return matcher.flatMap(each -> each.scores(heard.words()).stream().findFirst())
                .filter(IntentScore::isLikely)
                .map(IntentScore::intent)
                .map(intent -> new Understood.Answer("choice", intent.stage(), Map.of()));
    }

    private Optional<Understood> weakWish(Heard heard) {
        return heard.best().map(best -> wish(heard, best.intent()));
    }

    private static Optional<Understood> unfit(Heard heard) {
        return heard.state()
                .focus()
                .filter(focus -> !focus.confirming())
                .flatMap(focus -> Optional
                        .ofNullable(heard.found().misfits().get(focus.field()))
                        .map(misfit -> new Understood.Unfit(focus.field(), misfit)));
    }

    private Understood wish(Heard heard, Intent intent) {
        var objection = objections.get(intent.id());
        if (objection != null) {
            return new Understood.Objected(objection);
        }
        var fields = intent.fills().stream().map(template::field).toList();
        var mentioned = new Expectation(AnswerKind.OPEN, fields, false);
        return new Understood.Wish(intent,
                Extractor.extract(heard.told(), mentioned).values());
    }

    private static IntentMatcher choiceMatcher(Stage stage) {
        return new IntentMatcher(stage.choices()
                .stream()
                .map(choice -> new Intent(choice.stage(),
                        choice.phrases(), choice.stage(), List.of()))
                .toList());
    }
}
