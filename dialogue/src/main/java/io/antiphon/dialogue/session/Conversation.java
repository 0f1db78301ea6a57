package io.antiphon.dialogue.session;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Headers;
import io.antiphon.dialogue.campaign.Phase;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.decide.Decision;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.decide.DecisionTrace;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Input;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.prompt.Digest;
import io.antiphon.dialogue.prompt.PromptWriter;
import io.antiphon.dialogue.report.Minutes;
import io.antiphon.dialogue.report.Minutes.AnsweredTurn;
import io.antiphon.dialogue.report.Minutes.DoneErrand;
import io.antiphon.dialogue.report.Minutes.DoneErrand.How;
import io.antiphon.dialogue.sense.Sense;
import io.antiphon.dialogue.sense.TurnSense;
import io.antiphon.dialogue.tool.spec.BargeIn;
import io.antiphon.own.Owner;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.UtteranceId;
import io.antiphon.time.WallClock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One call's conversation: where it stands and what was said. Belongs to the call's thread and has none of
 * its own; nothing here waits.
 */
public final class Conversation {

    private static final int NO_TURN = -1;

    private final String id;
    private final Instant begun;
    private final Owner call;
    private final WallClock clock;
    private final ZoneId zone;
    private final DecisionEngine engine;
    private final TurnSense sense;
    private final PromptWriter prompts;
    private final ExpectedPhrases expected;
    private DialogueState state;
    private final List<DecisionTrace> decisions = new ArrayList<>();
    private final List<AnsweredTurn> turns = new ArrayList<>();
    private final List<DoneErrand> errands = new ArrayList<>();
    private final Map<Integer, Awaited> awaited = new HashMap<>();
    private final Facts facts;
    private Optional<String> resumes = Optional.empty();
    private History history = History.EMPTY;
    private Digest digest = Digest.NONE;
    private Optional<Snapshot> beforeLastTurn = Optional.empty();
    private int answering = NO_TURN;

    /** How things stood before the caller's last words. */
    private record Snapshot(DialogueState state, History history, String text, int decisions,
            int turns) {}

    /** What is being done, and the caller's turn for which it is. */
    private record Awaited(Errand errand, int turn) {}

    /** A conversation in which nothing has been said and of which nothing is known. */
    public Conversation(Owner call, CampaignTemplate template, WallClock clock) {
        this("", call, new DecisionEngine(template), Facts.NONE, Map.of(), clock);
    }

    /**
     * A conversation in which nothing has been said.
     *
     * @param id names the call
     * @param engine shared by all calls of its template
     * @param known fields that are known already, see {@link KnownFields}
     */
    public Conversation(String id, Owner call, DecisionEngine engine, Facts facts,
            Map<String, FieldValue> known, WallClock clock) {
        var template = engine.template();
        this.id = id;
        this.call = call;
        this.clock = clock;
        this.begun = clock.now();
        this.zone = template.business().zone().orElse(ZoneId.systemDefault());
        this.engine = engine;
        this.sense = new TurnSense(template);
        this.prompts = new PromptWriter(template);
        this.expected = new ExpectedPhrases(template);
        this.facts = facts;
        this.state = engine.beginning(facts, known);
    }

    /** Before anything is said: who sums up what prompts have no room for. It is closed with the conversation. */
    public void sumUpWith(Digest other) {
        digest = other;
    }

    /** The call is over: nothing is summed up any more. */
    public void close() {
        digest.close();
    }

    /** The call is up. */
    public Reply opening() {
        return take(new Input.Opening());
    }

    /** The call is up, and goes on with a conversation that was cut off in another. */
    public Reply resumed(Kept kept) {
        assert call.isCurrent() : call;
        resumes = Optional.of(kept.call());
        history = kept.history();
        state = engine.resumed(kept.state(), facts);
        return take(new Input.Resumed());
    }

    /** Nothing has come of it for so long that it is to end. */
    public Reply stale() {
        beforeLastTurn = Optional.empty();
        return take(new Input.Stale());
    }

    /** Whether the caller has said or pressed anything that it would be a pity to lose. */
    public boolean isWorthKeeping() {
        return !state.over() && (!turns.isEmpty() || resumes.isPresent());
    }

    /** Whether it came to its end because nothing was said. */
    public boolean hasEndedInSilence() {
        return state.over() && decisions.getLast().isOfSilence();
    }

    /** The caller has finished a turn. */
    public Reply hear(CallerTurn turn) {
        beforeLastTurn = Optional.of(new Snapshot(state, history, turn.text(), decisions.size(),
                turns.size()));
        history = history.and(new Turn.CallerSaid(turn.text()));
        var reply = take(new Input.Said(turn.text(), turn.confidence()), turns.size());
        turns.add(new AnsweredTurn(reply.trace(), state, history.turns().size()));
        if (reply.plan().errand().filter(Conversation::isToBeFinished).isPresent()) {
            beforeLastTurn = Optional.empty();
        }
        return reply;
    }

    /** The caller pressed a key. */
    public Reply digit(char key) {
        beforeLastTurn = Optional.empty();
        history = history.and(new Turn.CallerPressed(key));
        var reply = take(new Input.Pressed(key), turns.size());
        turns.add(new AnsweredTurn(reply.trace(), state, history.turns().size()));
        return reply;
    }

    /** The caller was waited for and said nothing. */
    public Reply silence() {
        beforeLastTurn = Optional.empty();
        return take(new Input.Silence());
    }

    /** The caller was to be handed on, which did not come about. */
    public Reply notTransferred() {
        beforeLastTurn = Optional.empty();
        return take(new Input.NotTransferred());
    }

    /** A language model that worded what the caller has just heard wants something done. */
    public Reply asked(String tool, Map<String, String> with) {
        beforeLastTurn = Optional.empty();
        amend(answering, AnsweredTurn::answeredByModel);
        return take(new Input.Asked(tool, with), answering);
    }

    /** Something that was done outside of the conversation has come to an end. */
    public Reply returned(int errand, Returned returned) {
        beforeLastTurn = Optional.empty();
        boolean isAwaited = state.waiting()
                .filter(each -> each.errand().number() == errand)
                .isPresent();
        var done = Optional.ofNullable(awaited.remove(errand));
        // What nobody waits for any more may have been done all the same.
        done.filter(_ -> isAwaited || !(returned instanceof Returned.Failed))
                .ifPresent(each -> note(each.errand(), returned));
        int turn = done.map(Awaited::turn).orElse(NO_TURN);
        var reply = take(new Input.WorkReturned(errand, returned), turn);
        done.filter(each -> isAwaited && !(each.errand().work() instanceof Work.CallTool))
                .ifPresent(_ -> amend(turn, answered -> answered.answeredBy(reply.trace())));
        return reply;
    }

    /** A language model words what is being said. */
    public void wordedByModel() {
        assert call.isCurrent() : call;
        amend(answering, AnsweredTurn::answeredByModel);
    }

    private void amend(int turn, UnaryOperator<AnsweredTurn> by) {
        if (turn >= 0 && turn < turns.size()) {
            turns.set(turn, by.apply(turns.get(turn)));
        }
    }

    /** What {@link #hear} would answer. Changes nothing, so it may be asked of every partial result. */
    public Reply draft(String text) {
        assert call.isCurrent() : call;
        var decision = engine.draft(state, text, now());
        return reply(decision, history.and(new Turn.CallerSaid(text)));
    }

    /**
     * The agent has finished a line, or was cut short.
     *
     * @param heard what the caller heard of it, see {@link io.antiphon.dialogue.history.Heard}
     */
    public void agentSpoke(UtteranceId utterance, String text, String heard, boolean interrupted) {
        assert call.isCurrent() : call;
        history = history.and(new Turn.AgentSaid(utterance, text, heard, interrupted));
    }

    /**
     * Undoes the last {@link #hear} and all that followed from it, because the caller had not finished
     * after all. Answers with what was taken back, to be heard again together with what comes now.
     */
    public Optional<String> takeBack() {
        assert call.isCurrent() : call;
        var undone = beforeLastTurn;
        undone.ifPresent(before -> {
            state = before.state();
            history = before.history();
            decisions.subList(before.decisions(), decisions.size()).clear();
            turns.subList(before.turns(), turns.size()).clear();
        });
        beforeLastTurn = Optional.empty();
        return undone.map(Snapshot::text);
    }

    /** Judges what is understood of the turn so far, as an answer to what the agent waits for. */
    public Sense sense(String partial) {
        assert call.isCurrent() : call;
        return sense.judge(partial, expectation(), state.fields());
    }

    /** What our answer to the call carries. */
    public Headers headers() {
        return engine.headers(state);
    }

    /** What the agent waits for. */
    public Expectation expectation() {
        return engine.expectation(state);
    }

    /** The same as phrases, for the recogniser. */
    public ExpectedSpeech expectedSpeech() {
        assert call.isCurrent() : call;
        return expected.in(state.stage());
    }

    /** Names the call. */
    public String id() {
        return id;
    }

    public CampaignTemplate template() {
        return engine.template();
    }

    /** What the caller has told. */
    public Map<String, FieldValue> fields() {
        return state.fields();
    }

    public String stage() {
        return state.stage();
    }

    public Phase phase() {
        return state.progress().phase();
    }

    /** Where it stands, whole: enough to go on from here in another process. */
    public DialogueState state() {
        return state;
    }

    public History history() {
        return history;
    }

    /** Whether the last line has been decided on. */
    public boolean isOver() {
        return state.over();
    }

    private Reply take(Input input) {
        return take(input, NO_TURN);
    }

    /** @param turn of the caller that is answered by it */
    private Reply take(Input input, int turn) {
        assert call.isCurrent() : call;
        answering = turn;
        var decision = engine.decide(state, input, now());
        state = decision.state();
        decisions.add(decision.trace());
        // An errand that still goes on belongs to the turn that it was begun for.
        decision.plan()
                .errand()
                .filter(errand -> !isAwaited(errand))
                .ifPresent(errand -> awaited.put(errand.number(), new Awaited(errand, turn)));
        return reply(decision, history);
    }

    private boolean isAwaited(Errand errand) {
        return Optional.ofNullable(awaited.get(errand.number()))
                .filter(each -> each.errand().equals(errand))
                .isPresent();
    }

    private void note(Errand errand, Returned returned) {
        if (errand.work() instanceof Work.CallTool call) {
            errands.add(new DoneErrand(call.tool(), switch (returned) {
                case Returned.Done _ -> How.DONE;
                case Returned.Unsure _ -> How.UNSURE;
                case Returned.Failed _, Returned.Nothing _, Returned.Found _, Returned.Meant _ ->
                    How.FAILED;
            }));
        }
    }

    /** What there is to say of it, as far as it has come. */
    public Minutes minutes() {
        return new Minutes(id, engine.template(), begun, clock.now(), state, history, decisions,
                turns, errands, engine.outcome(state, now()), resumes);
    }

    /** What has begun and will be finished cannot be taken back. */
    private static boolean isToBeFinished(Errand errand) {
        return errand.work().onBargeIn() == BargeIn.FINISH;
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.now(), zone);
    }

    private Reply reply(Decision decision, History said) {
        return new Reply(decision.plan(), prompts.write(decision, said, digest), decision.trace());
    }
}
