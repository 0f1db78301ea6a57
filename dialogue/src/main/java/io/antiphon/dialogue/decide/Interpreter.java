package io.antiphon.dialogue.decide;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.extract.Extractor;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.IntentMatcher;
import io.antiphon.dialogue.extract.IntentScore;
import io.antiphon.dialogue.extract.Lexicon;
import io.antiphon.dialogue.extract.Lexicon.Verdict;
import io.antiphon.dialogue.extract.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes sense of what was said in a stage. Of several readings the first of these wins: an intent for which
 * the stage has a way of its own, a strong intent, a value, yes or no, a choice, a weak intent.
 */
final class Interpreter {

    /** An intent must mean more than one word to outweigh a value that was given in the same breath. */
    private static final double MORE_THAN_A_WORD = 1.7;
    private static final int LONGEST_ASIDE = 6;
    private static final double MOSTLY = 0.8;

    private final CampaignTemplate template;
    private final Map<String, IntentMatcher> choices;

    /** What was said, looked at from all sides once. */
    private record Turn(Stage stage, List<String> words, Map<String, FieldValue> given,
            Optional<String> whenFilled, Verdict verdict, Optional<IntentScore> best) {}

    Interpreter(CampaignTemplate template) {
        this.template = template;
        this.choices = template.stages()
                .stream()
                .filter(stage -> !stage.choices().isEmpty())
                .collect(toUnmodifiableMap(Stage::id, Interpreter::choiceMatcher));
    }

    Understood understand(DialogueState state, String text, List<IntentScore> scores) {
        var stage = template.stage(state.stage());
        var words = Words.of(text);
        if (isNoise(words, stage.expects())) {
            return new Understood.Noise();
        }
        var best = scores.stream().findFirst().filter(IntentScore::isLikely);
        if (stage.expects() == AnswerKind.TEXT && !isAside(words, best)) {
            return answer(stage, text);
        }
        var given = Extractor.values(text, template.expectation(stage));
        if (stage.expects() == AnswerKind.YES_NO) {
            given = news(given, state);
        }
        var turn = new Turn(stage, words, given, whenFilled(stage, state, given),
                Lexicon.verdict(words), best);
        return ownWay(turn).or(() -> strongWish(turn, text))
                .or(() -> value(turn))
                .or(() -> verdict(turn))
                .or(() -> choice(turn))
                .or(() -> weakWish(turn, text))
                .orElseGet(Understood.Riddle::new);
    }

    private static boolean isNoise(List<String> words, AnswerKind expects) {
        boolean canBeYes = expects == AnswerKind.YES_NO || expects == AnswerKind.CHOICE;
        boolean heedless = words.stream().allMatch(Lexicon::isFiller)
                || Lexicon.isAcknowledgement(words);
        return words.isEmpty() || (heedless && !canBeYes);
    }

    /** Whether a caller who was to dictate something says a short thing to the agent instead. */
    private static boolean isAside(List<String> words, Optional<IntentScore> best) {
        return words.size() <= LONGEST_ASIDE
                && best.filter(score -> score.isStrong() && score.share() >= MOSTLY).isPresent();
    }

    private Understood answer(Stage stage, String text) {
        var given = Extractor.values(text, template.expectation(stage));
        return stage.on()
                .filled()
                .filter(_ -> !given.isEmpty())
                .<Understood>map(target -> filled(target, given))
                .orElseGet(Understood.Riddle::new);
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

    /** Where values lead; as long as the one that was asked for is missing, to the same question. */
    private Optional<String> whenFilled(Stage stage, DialogueState state,
            Map<String, FieldValue> given) {
        boolean owed = template.asked(stage)
                .map(Field::name)
                .filter(name -> !given.containsKey(name) && !state.fields().containsKey(name))
                .isPresent();
        return owed ? Optional.of(stage.id()) : stage.on().filled();
    }

    private static Optional<Understood> ownWay(Turn turn) {
        var on = turn.stage().on();
        return turn.best()
                .flatMap(best -> Optional.ofNullable(on.intents().get(best.intent().id()))
                        .map(target -> turn.given().isEmpty() || turn.whenFilled().isEmpty()
                                ? new Understood.Answer(best.intent().id(), target, turn.given())
                                : filled(turn.whenFilled().get(), turn.given())));
    }

    private Optional<Understood> strongWish(Turn turn, String text) {
        return turn.best()
                .filter(IntentScore::isStrong)
                .filter(best -> !isOutweighed(turn, best))
                .map(best -> wish(best.intent(), text));
    }

    private boolean isOutweighed(Turn turn, IntentScore best) {
        boolean byValue = !turn.given().isEmpty() && best.weight() < MORE_THAN_A_WORD;
        // "Yes, thank you, goodbye" still confirms what was asked.
        boolean byYes = turn.verdict() == Verdict.YES && turn.stage().on().yes().isPresent()
                && endsTheCall(best.intent());
        return byValue || byYes;
    }

    private boolean endsTheCall(Intent intent) {
        return !Transitions.RESERVED.contains(intent.stage())
                && template.stage(intent.stage()).ending().isPresent();
    }

    private static Optional<Understood> value(Turn turn) {
        return turn.whenFilled()
                .filter(_ -> !turn.given().isEmpty())
                .map(target -> filled(target, turn.given()));
    }

    private static Optional<Understood> verdict(Turn turn) {
        var on = turn.stage().on();
        var digit = Extractor.singleDigit(turn.words())
                .flatMap(key -> Optional.ofNullable(on.digits().get(key)));
        if (digit.isPresent()) {
            return Optional.of(new Understood.Answer("digit", digit.get(), Map.of()));
        }
        return switch (turn.verdict()) {
            case YES -> on.yes().map(target -> new Understood.Answer("yes", target, Map.of()));
            case NO -> on.no().map(target -> new Understood.Answer("no", target, Map.of()));
            case NEITHER -> Optional.empty();
        };
    }

    private Optional<Understood> choice(Turn turn) {
        var matcher = Optional.ofNullable(choices.get(turn.stage().id()));
        return matcher.flatMap(each -> each.scores(turn.words()).stream().findFirst())
                .filter(IntentScore::isLikely)
                .map(IntentScore::intent)
                .map(intent -> new Understood.Answer("choice", intent.stage(), Map.of()));
    }

    private Optional<Understood> weakWish(Turn turn, String text) {
        return turn.best().map(best -> wish(best.intent(), text));
    }

    private Understood wish(Intent intent, String text) {
        var fields = intent.fills().stream().map(template::field).toList();
        var mentioned = new Expectation(AnswerKind.OPEN, fields, false);
        return new Understood.Wish(intent, Extractor.values(text, mentioned));
    }

    private static Understood filled(String target, Map<String, FieldValue> given) {
        var names = given.keySet().stream().sorted().toList();
        return new Understood.Answer("filled " + String.join(", ", names), target, given);
    }

    private static IntentMatcher choiceMatcher(Stage stage) {
        return new IntentMatcher(stage.choices()
                .stream()
                .map(choice -> new Intent(choice.stage(),
                        choice.phrases(), choice.stage(), List.of()))
                .toList());
    }
}
