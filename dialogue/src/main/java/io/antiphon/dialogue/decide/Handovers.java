package io.antiphon.dialogue.decide;

import static io.antiphon.dialogue.decide.DecisionTrace.By.MODEL;

import io.antiphon.dialogue.campaign.AgentRole;
import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.decide.Move.Where;
import io.antiphon.dialogue.decide.Move.Why;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** To whom the language model of an agent may hand a caller over, and what comes of it. Immutable; any thread. */
public final class Handovers {

    /** The tool that a model calls for it. */
    public static final String TOOL = AgentRole.HAND_OVER;
    /** What it says to whom. */
    public static final String AGENT = "agent";
    /** What it says why. */
    public static final String WHY = "why";
    /** More often than this no caller goes to the same agent because models would have it so. */
    private static final int MOST_TO_ONE = 2;

    private final CampaignTemplate template;

    public Handovers(CampaignTemplate template) {
        this.template = template;
    }

    /** The agents to whom a caller may be handed over by a model, where a conversation stands. */
    public List<AgentRole> open(DialogueState state) {
        var stage = template.stage(state.stage());
        return template.agent(stage)
                .stream()
                .flatMap(role -> role.handover().to().stream())
                .flatMap(id -> template.agent(id).stream())
                .filter(role -> state.progress().speaking().times(role.id()) < MOST_TO_ONE)
                .filter(role -> template.entry(role)
                        .filter(entry -> stage.bounds().allowsTo(entry.id()))
                        .isPresent())
                .toList();
    }

    /** A model wants to hand over. Nobody to whom it may not: then the agent that has the caller asks again. */
    Move asked(DialogueState state, Map<String, String> with) {
        String name = with.getOrDefault(AGENT, "");
        var stage = template.stage(state.stage());
        return open(state).stream()
                .filter(role -> role.id().equals(name))
                .findFirst()
                .flatMap(role -> template.entry(role).map(entry -> {
                    var after = state.waitingFor(Optional.empty())
                            .trying(0, 0)
                            .resuming(later(stage, state))
                            .having(state.progress().handing(role.id()));
                    return new Move(after, new Where.To(entry.id()), new Why("hand over to " + name,
                            MODEL, Map.of(), List.of(),
                            Optional.of(with.getOrDefault(WHY, ""))));
                }))
                .orElseGet(() -> new Move(state, new Where.Question(Optional.empty()),
                        Why.of("refused to a model: hand over to " + name).by(MODEL)));
    }

    /** Whoever could say anything anyway is not brought back to being asked anything. */
    private static Optional<String> later(Stage stage, DialogueState state) {
        return stage.expects() == AnswerKind.OPEN && state.focus().isEmpty()
                ? Optional.empty()
                : Optional.of(stage.id());
    }

    /** What a decision has made of who speaks; nothing, where that is who spoke before. */
    static Optional<Handover> between(DialogueState before, DialogueState after, Why why,
            List<String> rules) {
        var from = before.progress().speaking().agent();
        var to = after.progress().speaking().agent();
        boolean isAnother = from.isPresent() && to.isPresent() && !from.equals(to);
        if (!isAnother) {
            return Optional.empty();
        }
        String byRule = String.join(", ",
                Stream.concat(Stream.of(why.rule()), rules.stream()).toList());
        return Optional.of(new Handover(from.get(), to.get(),
                why.reason().isPresent() ? Handover.Who.MODEL : Handover.Who.RULE,
                why.reason().orElse(byRule)));
    }
}
