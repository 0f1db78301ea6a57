package io.antiphon.dialogue.session;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.decide.Decision;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.respond.Prompt;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes down for a responder what is to be answered: who the agent is, what is known, what was heard. */
final class PromptWriter {

    private static final int REMEMBERED_TURNS = 16;
    private static final int LONGEST_ANSWER_TOKENS = 80;
    private static final String MANNER = """
            You are speaking on the telephone. Answer in one or two short sentences of plain spoken
            English, without lists, markup or emoji. Do not invent facts about the business.""";

    private final CampaignTemplate template;

    PromptWriter(CampaignTemplate template) {
        this.template = template;
    }

    Prompt write(Decision decision, History history) {
        var plan = decision.plan();
        return new Prompt(plan.lines(),
                plan.improvise().map(instruction -> request(instruction, decision, history)));
    }

    private ModelRequest request(String instruction, Decision decision, History history) {
        var system = new ArrayList<String>();
        system.add(template.persona());
        system.add(MANNER);
        system.add(instruction);
        var fields = decision.state().fields();
        if (!fields.isEmpty()) {
            system.add("Known so far: " + fields.entrySet()
                    .stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + " " + entry.getValue().spoken())
                    .collect(Collectors.joining(", ")) + ".");
        }
        var messages = new ArrayList<Message>();
        messages.add(new Message.Instruction(String.join("\n", system).strip()));
        history.last(REMEMBERED_TURNS).forEach(turn -> message(turn).ifPresent(messages::add));
        return ModelRequest.spoken(messages, LONGEST_ANSWER_TOKENS);
    }

    private static Optional<Message> message(Turn turn) {
        return switch (turn) {
            case Turn.CallerSaid(var text) -> Optional.of(new Message.Caller(text));
            case Turn.CallerPressed(var key) ->
                Optional.of(new Message.Caller("(pressed " + key + ")"));
            case Turn.AgentSaid said -> said.heard().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Message.Agent(said.heard()));
        };
    }
}
