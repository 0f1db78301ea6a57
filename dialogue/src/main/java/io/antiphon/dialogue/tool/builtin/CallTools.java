package io.antiphon.dialogue.tool.builtin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.tool.Order;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is done with the call itself: these tools order it, and whoever owns the call does it. */
public final class CallTools {

    private static final Pattern KEYS = Pattern.compile("[0-9*#w]{1,64}");

    private CallTools() {}

    /**
     * What a tool orders.
     *
     * @param with its arguments as text
     * @return nothing, where it is no tool about the call, or the arguments are none of its own
     */
    public static Optional<Order> order(ToolSpec spec, Map<String, String> with) {
        return spec.source() instanceof Source.Own(var kind) ? order(kind, with) : Optional.empty();
    }

    private static Optional<Order> order(BuiltIn kind, Map<String, String> with) {
        return switch (kind) {
            case BuiltIn.Transfer(var targets, var announcement) ->
                Optional.ofNullable(targets.get(with.getOrDefault("to", "")))
                        .map(target -> new Order.Transfer(target, announcement));
            case BuiltIn.HangUp _ -> Optional.of(new Order.HangUp());
            case BuiltIn.SendDigits _ -> Optional.of(with.getOrDefault("keys", ""))
                    .filter(keys -> KEYS.matcher(keys).matches())
                    .map(Order.Press::new);
            case BuiltIn.Callback _, BuiltIn.Ticket _, BuiltIn.Email _, BuiltIn.Slots _, BuiltIn.Lookup _, BuiltIn.Search _ ->
                Optional.empty();
        };
    }

    /** One of them as a tool. */
    public static Tool of(BuiltIn kind) {
        return new DirectTool((call, _) -> {
            var with = new HashMap<String, String>();
            call.arguments()
                    .properties()
                    .forEach(each -> with.put(each.getKey(), each.getValue().asText()));
            return order(kind, with)
                    .<ToolResult>map(order -> new Done(
                            JsonNodeFactory.instance.objectNode().put("ordered", true), Map.of(),
                            Optional.of(order)))
                    .orElseGet(() -> new Refused("the call cannot do that: " + with));
        }, true);
    }
}
