package io.antiphon.dialogue.text;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.campaign.Phase;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.decide.DecisionTrace;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.report.CallReport;
import io.antiphon.dialogue.report.Reporter;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Responder;
import io.antiphon.dialogue.respond.Sink;
import io.antiphon.dialogue.session.CallerTurn;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.dialogue.session.Reply;
import io.antiphon.own.Owner;
import io.antiphon.speech.UtteranceId;
import io.antiphon.time.WallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation in writing. Every line is heard to its end, and errands are run where they are called for, on the
 * calling thread, which is the only one.
 */
public final class TextCall {

    private final Conversation conversation;
    private final Means means;
    private final String id;
    private final List<DecisionTrace> traces = new ArrayList<>();
    private final List<Errand> errands = new ArrayList<>();
    private Optional<Errand> pending = Optional.empty();
    private Optional<Ending> ending = Optional.empty();
    private final StringBuilder pressed = new StringBuilder();
    private int utterances;

    /** What the agent acts with. */
    public record Means(Responder responder, Errands errands, WallClock clock) {}

    /**
     * What the agent makes of something.
     *
     * @param said all that it says
     * @param why a decision each: more than one where an errand came back in between
     */
    public record Answer(String said, List<DecisionTrace> why) {

        public Answer {
            why = List.copyOf(why);
        }
    }

    /** A conversation with a template that goes by words alone. */
    public TextCall(String id, CampaignTemplate template, Facts facts,
            Map<String, FieldValue> known, Means means) {
        this(id, new DecisionEngine(template), facts, known, means);
    }

    /**
     * A conversation in which nothing has been said.
     *
     * @param id names it, so that tools do nothing twice for it
     */
    public TextCall(String id, DecisionEngine engine, Facts facts,
            Map<String, FieldValue> known, Means means) {
        var owner = new Owner(id);
        owner.claim();
        this.conversation = new Conversation(id, owner, engine, facts, known, means.clock());
        this.means = means;
        this.id = id;
    }

    /** The agent begins. */
    public Answer open() {
        return carryOut(conversation.opening());
    }

    public Answer say(String text) {
        return say(text, 1);
    }

    /**
     * The caller says something.
     *
     * @param confidence how sure a recogniser would be of it, from 0 to 1
     */
    public Answer say(String text, double confidence) {
        return carryOut(conversation.hear(new CallerTurn(text, confidence)));
    }

    public Answer press(char key) {
        return carryOut(conversation.digit(key));
    }

    public Answer saysNothing() {
        return carryOut(conversation.silence());
    }

    /** Something is said while the last errand is still being run: it is begun, and not awaited until later. */
    public Answer say(String text, Meanwhile meanwhile) {
        return say(text, 1, meanwhile);
    }

    public Answer say(String text, double confidence, Meanwhile meanwhile) {
        return switch (meanwhile) {
            case ERRANDS_ARE_RUN -> say(text, confidence);
            case ERRANDS_WAIT -> speak(conversation.hear(new CallerTurn(text, confidence)));
        };
    }

    /** The caller was to be handed on, which did not come about. */
    public Answer notTransferred() {
        ending = Optional.empty();
        return carryOut(conversation.notTransferred());
    }

    /** Whether a turn ends before an errand does. */
    public enum Meanwhile {
        ERRANDS_ARE_RUN,
        ERRANDS_WAIT
    }

    /** Runs the errand that waits, if one still does. */
    public Answer finishErrand() {
        var answer = new Answer("", List.of());
        while (pending.isPresent()) {
            var errand = pending.get();
            var returned = means.errands().begin(errand, id).await();
            pending = Optional.empty();
            answer = joined(answer, speak(conversation.returned(errand.number(), returned)));
        }
        return answer;
    }

    private Answer carryOut(Reply reply) {
        return joined(speak(reply), finishErrand());
    }

    private static Answer joined(Answer one, Answer other) {
        var why = new ArrayList<>(one.why());
        why.addAll(other.why());
        return new Answer((one.said() + " " + other.said()).strip(), why);
    }

    private Answer speak(Reply reply) {
        traces.add(reply.trace());
        wait(reply.plan().errand());
        ending = reply.plan().ending().or(() -> ending);
        reply.plan().press().ifPresent(pressed::append);
        var words = new StringBuilder();
        List<ToolCall> asked = List.of();
        if (!reply.plan().isSilent()) {
            try (var response = means.responder().respond(reply.prompt())) {
                var outcome = response.stream(token -> {
                    words.append(token);
                    return Sink.Next.GO_ON;
                });
                if (outcome instanceof Outcome.Finished finished) {
                    asked = finished.asked();
                }
                if (response.isByModel()) {
                    conversation.wordedByModel();
                }
            }
            String text = words.toString().strip();
            conversation.agentSpoke(new UtteranceId(++utterances), text, text, false);
        }
        return doAsked(new Answer(words.toString().strip(), List.of(reply.trace())), asked);
    }

    private Answer doAsked(Answer spoken, List<ToolCall> asked) {
        var answer = spoken;
        for (var each : asked) {
            answer = joined(answer, speak(conversation.asked(each.tool(), each.texts())));
        }
        return answer;
    }

    /** A language model, if there is one, asks for something that is the conversation's to do. */
    public Answer modelAsks(String tool, Map<String, String> with) {
        return carryOut(conversation.asked(tool, with));
    }

    private void wait(Optional<Errand> errand) {
        if (!errand.equals(pending)) {
            errand.ifPresent(errands::add);
        }
        pending = errand;
    }

    /** All keys that the agent has pressed so far. */
    public String pressed() {
        return pressed.toString();
    }

    /** How the call ends, once it does. */
    public Optional<Ending> ending() {
        return ending;
    }

    public boolean isOver() {
        return conversation.isOver();
    }

    public String stage() {
        return conversation.stage();
    }

    public Phase phase() {
        return conversation.phase();
    }

    public Map<String, FieldValue> fields() {
        return conversation.fields();
    }

    public History history() {
        return conversation.history();
    }

    /** The account of it, as far as it has come. */
    public CallReport report() {
        return Reporter.report(conversation.minutes());
    }

    /** The conversation itself, for whoever looks at all of it. */
    public Conversation conversation() {
        return conversation;
    }

    /** All decisions so far. */
    public List<DecisionTrace> traces() {
        return List.copyOf(traces);
    }

    /** All errands that were begun. */
    public List<Errand> errands() {
        return List.copyOf(errands);
    }
}
