package io.antiphon.dialogue.report;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.rule.Criterion;
import io.antiphon.dialogue.decide.DecisionTrace;
import io.antiphon.dialogue.decide.DecisionTrace.By;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.extract.Sentiment;
import io.antiphon.dialogue.extract.Words;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.llm.spend.Ledger.Statement;
import io.antiphon.dialogue.prompt.PromptWriter;
import io.antiphon.dialogue.report.CallReport.Acts;
import io.antiphon.dialogue.report.CallReport.Line;
import io.antiphon.dialogue.report.CallReport.Mood;
import io.antiphon.dialogue.report.CallReport.Turns;
import io.antiphon.dialogue.report.Minutes.DoneErrand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes an account of a call by rule. Pure. */
public final class Reporter {

    private static final Set<By> WITHOUT_MODEL = EnumSet.of(By.TEMPLATE, By.HANDLER, By.DOCUMENTS);

    private Reporter() {}

    public static CallReport report(Minutes minutes) {
        var turns = turns(minutes);
        return new CallReport(minutes.call(), minutes.resumes(), minutes.template().name(),
                minutes.begun(),
                minutes.ended(), outcome(minutes), minutes.outcome().map(Criterion::success),
                mood(minutes), minutes.state().fields(), stages(minutes.decisions()),
                minutes.errands(), acts(minutes), followUps(minutes, turns), turns,
                Statement.EMPTY, summary(minutes), "rule", transcript(minutes));
    }

    /** Where the template names no outcome, how far the conversation came. */
    private static String outcome(Minutes minutes) {
        return minutes.outcome().map(Criterion::outcome).orElseGet(() -> {
            var ending = ending(minutes);
            if (ending.isEmpty()) {
                return "left in " + minutes.state().stage();
            }
            return switch (ending.get()) {
                case Ending.HangUp _ -> "ended in " + minutes.state().stage();
                case Ending.Transfer _ -> "handed on";
            };
        });
    }

    /** How the agent ended it; nothing, where the caller left. */
    private static Optional<Ending> ending(Minutes minutes) {
        return minutes.decisions()
                .reversed()
                .stream()
                .flatMap(decision -> decision.effects().ending().stream())
                .findFirst()
                .filter(_ -> minutes.state().over());
    }

    private static Acts acts(Minutes minutes) {
        return new Acts(minutes.decisions()
                .stream()
                .flatMap(decision -> decision.effects().pressed().stream())
                .collect(Collectors.joining()),
                ending(minutes).flatMap(Ending::transfer).map(Ending.Transfer::target),
                minutes.decisions()
                        .stream()
                        .flatMap(decision -> decision.effects().handover().stream())
                        .toList());
    }

    private static Mood mood(Minutes minutes) {
        var moods = minutes.history()
                .turns()
                .stream()
                .flatMap(turn -> turn instanceof Turn.CallerSaid(var text)
                        ? Optional.of(Sentiment.of(Words.of(text))).stream()
                        : Optional.<Sentiment>empty().stream())
                .toList();
        var worst = moods.stream().min(Enum::compareTo).orElse(Sentiment.NEUTRAL);
        var last = moods.isEmpty() ? Sentiment.NEUTRAL : moods.getLast();
        return new Mood(worst.written(), last.written());
    }

    private static List<String> stages(List<DecisionTrace> decisions) {
        var stages = new LinkedHashSet<String>();
        decisions.forEach(decision -> stages.add(decision.stageAfter()));
        return List.copyOf(stages);
    }

    private static Turns turns(Minutes minutes) {
        var by = new EnumMap<By, Integer>(By.class);
        for (var turn : minutes.turns()) {
            by.merge(turn.by(), 1, Integer::sum);
        }
        return new Turns(minutes.turns().size(), by.getOrDefault(By.TEMPLATE, 0),
                by.getOrDefault(By.HANDLER, 0), by.getOrDefault(By.DOCUMENTS, 0),
                by.getOrDefault(By.MODEL, 0), by.getOrDefault(By.NOBODY, 0),
                tokensSaved(minutes));
    }

    /** What a model would have read, by what the prompt of each such turn would have been. */
    private static long tokensSaved(Minutes minutes) {
        var prompts = new PromptWriter(minutes.template());
        var said = minutes.history().turns();
        long tokens = 0;
        for (var turn : minutes.turns()) {
            if (WITHOUT_MODEL.contains(turn.by())) {
                var before = said.subList(0, Math.min(turn.said(), said.size()));
                tokens += prompts.guessedTokens(turn.state(), new History(before));
            }
        }
        return tokens;
    }

    /** What was noted for others to see to, what failed, and what nobody could answer. */
    private static List<String> followUps(Minutes minutes, Turns turns) {
        var followUps = new ArrayList<String>();
        for (var errand : minutes.errands()) {
            switch (errand.how()) {
                case DONE -> {
                    // Nothing is left to do.
                }
                case FAILED -> followUps.add(errand.tool() + " did not work; see to it by hand");
                case UNSURE -> followUps.add(errand.tool()
                        + " may have been done or not; look before doing it by hand");
            }
        }
        if (turns.notUnderstood() > 1) {
            followUps.add(turns.notUnderstood()
                    + " turns were not understood; read the transcript");
        }
        minutes.outcome()
                .filter(criterion -> !criterion.success())
                .ifPresent(criterion -> followUps.add("the call came to: " + criterion.outcome()));
        return followUps;
    }

    private static String summary(Minutes minutes) {
        var parts = new ArrayList<String>();
        var wishes = wishes(minutes);
        parts.add(wishes.isEmpty()
                ? "The caller named no wish."
                : "It was about " + String.join(", ", wishes) + ".");
        var told = minutes.state()
                .fields()
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + " " + told(field.getValue()))
                .collect(Collectors.joining(", "));
        if (!told.isEmpty()) {
            parts.add("Known: " + told + ".");
        }
        var done = minutes.errands()
                .stream()
                .filter(DoneErrand::done)
                .map(DoneErrand::tool)
                .toList();
        if (!done.isEmpty()) {
            parts.add("Done: " + String.join(", ", done) + ".");
        }
        parts.add("It came to: " + outcome(minutes) + ".");
        return String.join(" ", parts);
    }

    private static List<String> wishes(Minutes minutes) {
        var intents = minutes.template().intents().stream().map(intent -> intent.id()).toList();
        return minutes.decisions()
                .stream()
                .map(DecisionTrace::rule)
                .filter(intents::contains)
                .distinct()
                .toList();
    }

    private static String told(FieldValue value) {
        return value.confirmed() ? value.value() + " (confirmed)" : value.value();
    }

    private static List<Line> transcript(Minutes minutes) {
        return minutes.history().turns().stream().map(turn -> switch (turn) {
            case Turn.CallerSaid(var text) -> new Line(false, text);
            case Turn.CallerPressed(char key) -> new Line(false, "(pressed " + key + ")");
            case Turn.AgentSaid said -> new Line(true, said.heard());
        }).filter(line -> !line.text().isBlank()).toList();
    }
}
