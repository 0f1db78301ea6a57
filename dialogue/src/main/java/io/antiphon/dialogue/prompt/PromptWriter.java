package io.antiphon.dialogue.prompt;

import io.antiphon.dialogue.campaign.AgentRole;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.business.Business;
import io.antiphon.dialogue.decide.Decision;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.dialogue.respond.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes down for a responder what is to be answered: who the agent is, what it may promise, what is known, what was
 * heard. Immutable; any thread.
 */
public final class PromptWriter {

    private static final int LONGEST_ANSWER_TOKENS = 80;
    /** Longer than anybody speaks without a breath; what came in writing may be longer. */
    private static final int LONGEST_TURN = 600;
    private static final int LONGEST_VALUE = 200;

    private final CampaignTemplate template;
    private final Offers offers;
    private final Remembered remembered = new Remembered();

    public PromptWriter(CampaignTemplate template) {
        this.template = template;
        this.offers = new Offers(template);
    }

    /**
     * Writes down what is to be said, and what a model is asked instead, if one may be.
     *
     * @param digest sums up what the prompt has no room for
     */
    public Prompt write(Decision decision, History history, Digest digest) {
        var plan = decision.plan();
        return new Prompt(plan.lines(),
                plan.improvise()
                        .map(task -> request(task, decision.state(), offers.of(decision),
                                remembered.of(history, digest))));
    }

    /**
     * Roughly how many tokens a model would have to read to answer a turn that was answered without one.
     *
     * @param state behind the answer
     * @param history up to the turn, with it
     */
    public long guessedTokens(DialogueState state, History history) {
        String task = template.stage(state.stage()).script().improvise().orElse("");
        return request(task, state, offers.in(state), remembered.of(history, Digest.NONE))
                .guessedTokens();
    }

    private ModelRequest request(String task, DialogueState state, List<ToolOffer> tools,
            Remembered.Kept kept) {
        var system = new ArrayList<String>();
        var stage = template.stage(state.stage());
        system.add(template.persona());
        template.agent(stage).map(AgentRole::persona).ifPresent(system::add);
        system.add(Part.MANNER.text());
        system.add(Part.GUARD.text());
        system.add(promises());
        business().ifPresent(system::add);
        goal(stage).ifPresent(system::add);
        known(state.fields()).ifPresent(system::add);
        handed(state).ifPresent(system::add);
        kept.earlier().map(text -> Part.EARLIER.with("earlier", text)).ifPresent(system::add);
        system.add(task);
        var messages = new ArrayList<Message>();
        var brief = Stream.of(Stream.of(template.persona(), Part.MANNER.text(), task),
                known(state.fields()).stream()).flatMap(each -> each).toList();
        messages.add(new Message.Instruction(joined(system), joined(brief)));
        kept.turns().forEach(turn -> message(turn).ifPresent(messages::add));
        var spoken = ModelRequest.spoken(messages, LONGEST_ANSWER_TOKENS);
        return new ModelRequest(spoken.task(), spoken.call(), messages,
                ModelRequest.Form.tools(LONGEST_ANSWER_TOKENS, tools),
                spoken.deadlines(), template.agent(stage).flatMap(AgentRole::model));
    }

    /** Whoever has got the caller from another agent is told from whom, and why. */
    private static Optional<String> handed(DialogueState state) {
        var speaking = state.progress().speaking();
        return speaking.handover()
                .filter(each -> speaking.agent().equals(Optional.of(each.to())))
                .map(each -> Part.HANDED.with("handed",
                        each.from() + ": " + Data.of(each.why(), LONGEST_VALUE)));
    }

    private static String joined(List<String> parts) {
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
    }

    private String promises() {
        var promises = template.conduct().promises();
        return promises.isEmpty()
                ? Part.NO_PROMISES.text()
                : Part.PROMISES.with("promises", String.join("; ", promises));
    }

    private Optional<String> business() {
        var facts = template.business().spoken();
        return facts.isEmpty()
                ? Optional.empty()
                : Optional.of(Part.BUSINESS.with("facts", facts.entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(fact -> fact.getKey().substring(Business.PREFIX.length()) + ": "
                                + fact.getValue())
                        .collect(Collectors.joining("; "))));
    }

    private static Optional<String> goal(Stage stage) {
        return Optional.of(stage.nature().goal())
                .filter(goal -> !goal.isBlank())
                .map(goal -> Part.STAGE.with("goal", goal));
    }

    private static Optional<String> known(Map<String, FieldValue> fields) {
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(Part.KNOWN.with("known", fields.entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(field -> field.getKey() + " "
                                + Data.of(field.getValue().spoken(), LONGEST_VALUE))
                        .collect(Collectors.joining(", "))));
    }

    private static Optional<Message> message(Turn turn) {
        return switch (turn) {
            case Turn.CallerSaid(var text) ->
                Optional.of(new Message.Caller(Data.of(text, LONGEST_TURN)));
            case Turn.CallerPressed(var key) ->
                Optional.of(new Message.Caller("(pressed " + key + ")"));
            case Turn.AgentSaid said -> said.heard().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Message.Agent(said.heard()));
        };
    }
}
