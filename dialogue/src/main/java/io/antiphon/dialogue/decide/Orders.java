package io.antiphon.dialogue.decide;

import static io.antiphon.dialogue.decide.DecisionTrace.By.MODEL;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.decide.Move.Where;
import io.antiphon.dialogue.decide.Move.Why;
import io.antiphon.dialogue.tool.Order;
import io.antiphon.dialogue.tool.builtin.CallTools;
import io.antiphon.dialogue.tool.spec.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes moves of what tools order of the call itself: that the caller is handed on, the call ends, keys are pressed. */
final class Orders {

    private final CampaignTemplate template;
    private final Handovers handovers;

    Orders(CampaignTemplate template) {
        this.template = template;
        this.handovers = new Handovers(template);
    }

    /** A stage had it done, and this comes of it. */
    Move done(DialogueState state, Order order, Why why) {
        var stage = template.stage(state.stage());
        return switch (order) {
            case Order.Transfer(var target, var announcement) -> new Move(state,
                    new Where.Out(new Ending.Transfer(target, announcement)), why);
            case Order.HangUp _ -> new Move(state, new Where.Out(new Ending.HangUp()), why);
            case Order.Press(var keys) -> new Move(state,
                    new Where.To(stage.on().done().orElse(template.home())), List.of(), why,
                    Optional.of(keys));
        };
    }

    /** A language model wants it done. It counts only where the template lets it use that tool where it speaks. */
    Move asked(DialogueState state, String tool, Map<String, String> with) {
        if (tool.equals(Handovers.TOOL)) {
            return handovers.asked(state, with);
        }
        var role = template.agent(template.stage(state.stage()));
        var order = template.tools()
                .stream()
                .filter(spec -> spec.name().equals(tool) && spec.effect() == Effect.CALL)
                .filter(spec -> role.filter(each -> each.tools().contains(tool)).isPresent())
                .findFirst()
                .flatMap(spec -> CallTools.order(spec, with));
        if (order.isEmpty()) {
            return new Move(state, new Where.Question(Optional.empty()),
                    Why.of("refused to a model: " + tool).by(MODEL));
        }
        var why = Why.of("model asks for " + tool).by(MODEL);
        return order.get() instanceof Order.Press(var keys)
                ? new Move(state, new Where.Stay(), List.of(), why, Optional.of(keys))
                : done(state, order.get(), why);
    }
}
