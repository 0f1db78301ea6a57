package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.BargeIn;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Headers;
import io.antiphon.dialogue.campaign.Patience;
import io.antiphon.dialogue.campaign.Phase;
import io.antiphon.dialogue.campaign.Script;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Transitions;
import io.antiphon.dialogue.campaign.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts together what the agent says when it enters a stage, and all stages it passes on the way. */
final class Composer {

    /** More stages than this are not passed in one breath. */
    private static final int LONGEST_WAY = 32;

    private final CampaignTemplate template;
    private final Needs needs;

    /** Where the composed way ends and what is said on it. */
    record Composed(DialogueState state, Plan plan) {}

    Composer(CampaignTemplate template) {
        this.template = template;
        this.needs = new Needs(template);
    }

    /** Goes to a stage, after some lines. */
    Composed enter(DialogueState state, String target, List<String> before, Moment moment) {
        if (target.equals(Transitions.AGAIN)) {
            return plan(new Walk(state, moment, before).saying(state.lines()),
                    template.stage(state.stage()));
        }
        return walk(new Walk(state, moment, before), target, false);
    }

    /** Stays in the stage and asks for what it still needs, or leaves it if that is nothing. */
    Composed goOn(DialogueState state, List<String> before, Moment moment) {
        return walk(new Walk(state, moment, before), state.stage(), true);
    }

    /** Where a way out of a stage leads, past the gate that it may have. */
    String out(DialogueState state, String target, Moment moment) {
        return template.stage(state.stage())
                .bounds()
                .exit()
                .filter(gate -> !target.equals(Transitions.AGAIN)
                        && !moment.holds(gate.when(), state))
                .map(gate -> gate.otherwise())
                .orElse(target);
    }

    private Composed walk(Walk walk, String target, boolean isInside) {
        String next = target;
        boolean inside = isInside;
        for (int steps = 0; steps < LONGEST_WAY; steps++) {
            boolean back = next.equals(Transitions.BACK);
            var stage = template.stage(back
                    ? walk.state.resume().orElse(template.home())
                    : next);
            if (back) {
                walk.state = walk.state.resuming(Optional.empty());
            } else if (!inside) {
                var closed = stage.bounds()
                        .enter()
                        .filter(gate -> !walk.moment.holds(gate.when(), walk.state));
                if (closed.isPresent()) {
                    next = closed.get().otherwise();
                    continue;
                }
                walk.forget(stage);
            }
            var onward = step(walk, stage, back || inside, back);
            if (onward.isEmpty()) {
                return plan(walk, stage);
            }
            next = onward.get();
            inside = false;
        }
        // Gates can lead in circles as values have it; the caller shall not be left alone there.
        var home = template.stage(template.home());
        walk.say(home.script().ask());
        return plan(walk, home);
    }

    /** Says what belongs to a stage. Answers with the next one, unless the conversation stays here. */
    private Optional<String> step(Walk walk, Stage stage, boolean known, boolean back) {
        var need = needs.next(stage, walk.state.fields());
        var filled = stage.on().filled();
        if (need.isEmpty() && !template.asks(stage).isEmpty() && filled.isPresent()) {
            walk.at(stage);
            return Optional.of(out(walk.state, filled.get(), walk.moment));
        }
        walk.visit(stage);
        if (!known) {
            walk.say(stage.script().say());
        }
        walk.focus = need;
        if (need.isPresent()) {
            walk.say(needs.question(stage, need.get(), false, walk.state.fields()));
            return Optional.empty();
        }
        if (back || stage.on().then().isEmpty()) {
            walk.say(stage.script().ask());
            return Optional.empty();
        }
        return Optional.of(out(walk.state, stage.on().then().get(), walk.moment));
    }

    /** Some lines, and the last question once more. */
    Composed askAgain(DialogueState state, List<String> before, Optional<String> improvise,
            Moment moment) {
        var stage = template.stage(state.stage());
        var walk = new Walk(state, moment, before);
        walk.focus = state.focus();
        var question = Known.line(state.focus()
                .map(focus -> needs.question(stage, focus, true, state.fields()))
                .orElse(stage.script().ask()), Known.spoken(state, moment), state.turn());
        question.ifPresent(walk.lines::add);
        walk.improvise = improvise.map(task -> task
                + question.map(ask -> " End with this question: " + ask).orElse(""));
        return plan(walk, stage);
    }

    /** A line of patience, and the question once more. */
    Composed askAgain(DialogueState state, Patience patience, int before, Moment moment) {
        var line = Known.line(patience.lines(), Known.spoken(state, moment), before);
        return askAgain(state, line.stream().toList(), patience.improvise(), moment);
    }

    /** Nothing to say: the agent goes on listening. */
    Composed listenOn(DialogueState state) {
        return new Composed(state, new Plan(List.of(), Optional.empty(), expectation(state),
                BargeIn.ANY, Headers.NONE, state.waiting().map(Waiting::errand),
                Optional.empty(), Optional.empty()));
    }

    /** Some lines, and the agent listens. Whoever wants something said again means what was said before them. */
    Composed remark(DialogueState state, List<String> lines, Moment moment) {
        var remarked = plan(new Walk(state, moment, lines), template.stage(state.stage()));
        return new Composed(remarked.state().saying(state.lines()), remarked.plan());
    }

    /** Some lines, or none, while something is looked up; the question stays what it was. */
    Composed lookUp(DialogueState state, Work work, List<String> before, Moment moment) {
        var waiting = Optional.of(Waiting.forWork(state.turn(), work));
        var walk = new Walk(state.waitingFor(waiting), moment, before);
        return plan(walk, template.stage(state.stage()));
    }

    /** The last words: of where silence leads if that ends the call, else of the first stage that does. */
    Composed goodbye(DialogueState state, Moment moment) {
        var stage = Stream
                .concat(Stream.of(template.stage(template.silence().stage())),
                        template.stages().stream())
                .filter(each -> each.ending().filter(Ending.HangUp.class::isInstance).isPresent())
                .findFirst();
        var walk = new Walk(state.waitingFor(Optional.empty()), moment, List.of());
        stage.ifPresent(walk::visit);
        stage.ifPresent(each -> walk.say(each.script().say()));
        walk.focus = Optional.empty();
        var said = plan(walk, stage.orElseGet(() -> template.stage(state.stage())));
        var over = said.state().ending();
        var plan = said.plan();
        return new Composed(over, new Plan(plan.lines(), Optional.empty(), plan.expectation(),
                plan.bargeIn(), plan.headers(), Optional.empty(), Optional.empty(),
                Optional.of(new Ending.HangUp())));
    }

    /** What is awaited in a state. */
    Expectation expectation(DialogueState state) {
        return needs.expectation(template.stage(state.stage()), state.focus());
    }

    /** Out of the call, wherever the conversation stands. */
    Composed end(DialogueState state, Ending ending, List<String> before, Moment moment) {
        var stage = template.stage(state.stage());
        return plan(new Walk(state, moment, before), stage, Optional.of(ending));
    }

    private Composed plan(Walk walk, Stage stage) {
        return plan(walk, stage, stage.ending());
    }

    private Composed plan(Walk walk, Stage stage, Optional<Ending> end) {
        var state = walk.state;
        var waiting = walk.begins
                ? stage.work().map(work -> Waiting.forWork(state.turn(), filled(work, state)))
                : state.waiting();
        var progress = walk.progress.in(phase(stage, walk, end, waiting.isPresent()));
        var after = new DialogueState(stage.id(), state.fields(), state.facts(), state.resume(),
                walk.focus, waiting, progress, state.unclear(), state.silent(), "", walk.lines,
                state.turn() + 1, end.isPresent());
        var spoken = Known.spoken(state, walk.moment);
        var plan = new Plan(walk.lines, walk.improvised(), expectation(after), walk.bargeIn,
                walk.headers.filled(Known.written(state)), waiting.map(Waiting::errand),
                Optional.empty(), end.map(ending -> told(ending, spoken)));
        return new Composed(after, plan);
    }

    private Phase phase(Stage stage, Walk walk, Optional<Ending> end, boolean works) {
        boolean isFirst = walk.state.turn() == 0 && stage.id().equals(template.opening());
        var phase = stage.nature()
                .phase()
                // What was ordered in a stage has a phase of its own.
                .filter(_ -> end.equals(stage.ending()))
                .orElseGet(() -> Phases.of(end, walk.focus, works, isFirst));
        var before = walk.state.progress().phase();
        return before.mayBecome(phase) ? phase : before;
    }

    /** With what is known in its arguments; those that mention something unknown are left out. */
    private static Work filled(Work work, DialogueState state) {
        var known = Known.written(state);
        return switch (work) {
            case Work.CallTool(var tool, var with, var onBargeIn) -> {
                var arguments = new HashMap<String, String>();
                with.forEach((name, text) -> Script.filled(text, known)
                        .ifPresent(value -> arguments.put(name, value)));
                yield new Work.CallTool(tool, arguments, onBargeIn);
            }
            case Work.LookUp(var question) ->
                new Work.LookUp(Script.filled(question, known).orElse(question));
            case Work.Understand understand -> understand;
        };
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

    /** What the stages on the way add up to. Lives for one decision. */
    private static final class Walk {

        private final Moment moment;
        private final List<String> before;
        private final List<String> lines;
        private DialogueState state;
        private Progress progress;
        private Optional<Focus> focus;
        private Optional<String> improvise = Optional.empty();
        private BargeIn bargeIn = BargeIn.ANY;
        private Headers headers = Headers.NONE;
        private boolean begins;

        Walk(DialogueState state, Moment moment, List<String> before) {
            this.state = state;
            this.moment = moment;
            this.before = before;
            this.lines = new ArrayList<>(before);
            this.progress = state.progress();
            this.focus = state.focus();
        }

        Walk saying(List<String> more) {
            lines.addAll(more);
            return this;
        }

        void say(List<String> variants) {
            Known.line(variants, Known.spoken(state, moment), state.turn()).ifPresent(lines::add);
        }

        void forget(Stage stage) {
            var fields = new HashMap<>(state.fields());
            stage.forgets().forEach(fields::remove);
            state = state.knowing(fields);
        }

        /** Whoever is past a stage waits for nothing that it wanted. */
        void at(Stage stage) {
            progress = progress.visiting(stage.id());
            state = state.waitingFor(Optional.empty());
        }

        void visit(Stage stage) {
            at(stage);
            stage.nature().agent().ifPresent(agent -> progress = progress.spokenBy(agent));
            begins = true;
            improvise = improvise.or(stage.script()::improvise);
            bargeIn = bargeIn.and(stage.bargeIn());
            headers = stage.headers().over(headers);
        }

        Optional<String> improvised() {
            return improvise.map(task -> before.isEmpty()
                    ? task
                    : "Begin with: " + String.join(" ", before) + " " + task);
        }
    }
}
