package io.antiphon.dialogue.tool.builtin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.tool.Order;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import java.util.Map;
import java.util.Optional;

/** What is done with the call itself: these tools order it, and whoever owns the call does it. */
public final class CallTools {

    private CallTools() {}

    public static Tool transfer(BuiltIn.Transfer transfer) {
        return new DirectTool((call, _) -> {
            String place = call.arguments().path("to").asText();
            return Optional.ofNullable(transfer.targets().get(place))
                    .map(target -> ordered(new Order.Transfer(target)))
                    .orElseGet(() -> new Refused("there is no \"" + place + "\" to transfer to"));
        }, true);
    }

    public static Tool hangUp() {
        return new DirectTool((_, _) -> ordered(new Order.HangUp()), true);
    }

    public static Tool sendDigits() {
        return new DirectTool(
                (call, _) -> ordered(new Order.Press(call.arguments().path("keys").asText())),
                true);
    }

    private static ToolResult ordered(Order order) {
        return new Done(JsonNodeFactory.instance.objectNode().put("ordered", true), Map.of(),
                Optional.of(order));
    }
}
