package io.antiphon.dialogue.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.campaign.AgentRole;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.decide.Decision;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.decide.Handover;
import io.antiphon.dialogue.decide.Handovers;
import io.antiphon.dialogue.llm.ToolOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a language model may use by itself: tools that change nothing, of these the ones of its agent; what its agent may
 * do with the call; and other agents to whom it may hand the caller over. Immutable; any thread.
 */
final class Offers {

    private static final int LONGEST_PERSONA = 160;
    private static final int LONGEST_WHY = 300;

    private final CampaignTemplate template;
    private final Handovers handovers;

    Offers(CampaignTemplate template) {
        this.template = template;
        this.handovers = new Handovers(template);
    }

    List<ToolOffer> of(Decision decision) {
        boolean hasJustGotIt = decision.trace()
                .effects()
                .handover()
                .filter(each -> each.by() == Handover.Who.MODEL)
                .isPresent();
        // Whoever has just been given a caller by a model hears them first, or two models pass them to and fro.
        return hasJustGotIt
                ? tools(template.stage(decision.state().stage()))
                : in(decision.state());
    }

    /** All that may be used where a conversation stands. */
    List<ToolOffer> in(DialogueState state) {
        var offers = new ArrayList<>(tools(template.stage(state.stage())));
        handingOver(state).ifPresent(offers::add);
        return List.copyOf(offers);
    }

    private List<ToolOffer> tools(Stage stage) {
        var role = template.agent(stage);
        return template.tools()
                .stream()
                .filter(tool -> switch (tool.effect()) {
                    case PURE, READ ->
                        role.map(each -> each.tools().contains(tool.name())).orElse(true);
                    case CALL ->
                        role.filter(each -> each.tools().contains(tool.name())).isPresent();
                    case WRITE -> false;
                })
                .map(tool -> new ToolOffer(tool.name(), tool.description(),
                        tool.input().json()))
                .toList();
    }

    private Optional<ToolOffer> handingOver(DialogueState state) {
        var roles = handovers.open(state);
        return roles.isEmpty()
                ? Optional.empty()
                : Optional.of(new ToolOffer(Handovers.TOOL,
                        "Hands the caller over to another agent, who speaks from then on. "
                                + roles.stream()
                                        .map(Offers::told)
                                        .collect(Collectors.joining(" ")),
                        schema(roles)));
    }

    private static String told(AgentRole role) {
        return role.id() + ": " + Data.of(role.persona(), LONGEST_PERSONA);
    }

    private static JsonNode schema(List<AgentRole> roles) {
        var schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object").put("additionalProperties", false);
        var properties = schema.putObject("properties");
        var names = properties.putObject(Handovers.AGENT)
                .put("type", "string")
                .put("description", "To whom")
                .putArray("enum");
        roles.stream().map(AgentRole::id).forEach(names::add);
        properties.putObject(Handovers.WHY)
                .put("type", "string")
                .put("description", "What the caller wants, in a sentence")
                .put("minLength", 1)
                .put("maxLength", LONGEST_WHY);
        schema.putArray("required").add(Handovers.AGENT).add(Handovers.WHY);
        return schema;
    }
}
