package io.antiphon.dialogue.tool.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.tool.spec.BuiltIn.Slots.Deed;
import java.util.List;

/** What the tools of the house take, and what they do to the world. */
public final class BuiltInInputs {

    private static final String TEXT = "string";

    private BuiltInInputs() {}

    public static InputSchema of(BuiltIn kind) {
        return switch (kind) {
            case BuiltIn.Transfer transfer -> transfer(transfer);
            case BuiltIn.HangUp _ -> InputSchema.NOTHING;
            case BuiltIn.SendDigits _ -> digits();
            case BuiltIn.Callback _ -> callback();
            case BuiltIn.Ticket _ -> ticket();
            case BuiltIn.Email email -> email(email);
            case BuiltIn.Slots slots -> slots(slots.deed());
            case BuiltIn.Lookup lookup -> lookup(lookup);
            case BuiltIn.Search _ -> search();
        };
    }

    public static Effect effect(BuiltIn kind) {
        return switch (kind) {
            case BuiltIn.Transfer _, BuiltIn.HangUp _, BuiltIn.SendDigits _ -> Effect.CALL;
            case BuiltIn.Callback _, BuiltIn.Ticket _, BuiltIn.Email _ -> Effect.WRITE;
            case BuiltIn.Slots(var deed, _, _) -> deed == Deed.FIND ? Effect.READ : Effect.WRITE;
            case BuiltIn.Lookup _, BuiltIn.Search _ -> Effect.READ;
        };
    }

    private static InputSchema transfer(BuiltIn.Transfer transfer) {
        var properties = node();
        var places = property(properties, "to", TEXT, "Where to, by name").putArray("enum");
        transfer.targets().keySet().stream().sorted().forEach(places::add);
        return InputSchema.of(properties, List.of("to"));
    }

    private static InputSchema digits() {
        var properties = node();
        property(properties, "keys", TEXT, "0 to 9, * and #; w waits for half a second")
                .put("pattern", "^[0-9*#w]{1,64}$");
        return InputSchema.of(properties, List.of("keys"));
    }

    private static InputSchema callback() {
        var properties = node();
        bounded(properties, "number", "The number to call", 64);
        bounded(properties, "when", "When it suits the caller, in the caller's words or ISO 8601",
                200);
        bounded(properties, "name", "Who wants to be called", 200);
        bounded(properties, "about", "What it is about", 2000);
        return InputSchema.of(properties, List.of("number"));
    }

    private static InputSchema ticket() {
        var properties = node();
        bounded(properties, "subject", "What it is about, in a line", 200);
        bounded(properties, "text", "What somebody needs to know who deals with it", 8000);
        bounded(properties, "name", "Who has the problem", 200);
        bounded(properties, "number", "Where that person can be reached", 64);
        return InputSchema.of(properties, List.of("subject"));
    }

    private static InputSchema email(BuiltIn.Email email) {
        var properties = node();
        bounded(properties, "subject", "One line", 200);
        bounded(properties, "text", "The letter, as plain text", 20_000);
        if (!email.to().isEmpty()) {
            return InputSchema.of(properties, List.of("subject", "text"));
        }
        property(properties, "to", TEXT, "Whom to write to").put("format", "email");
        return InputSchema.of(properties, List.of("to", "subject", "text"));
    }

    private static InputSchema slots(Deed deed) {
        var properties = node();
        return switch (deed) {
            case FIND -> {
                property(properties, "day", TEXT,
                        "The day, as 2026-03-14; the next days if missing")
                        .put("format", "date");
                yield InputSchema.of(properties, List.of());
            }
            case BOOK -> {
                bounded(properties, "start", "When it begins, as 2026-03-14T10:00", 16)
                        .put("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$");
                bounded(properties, "name", "For whom", 200);
                bounded(properties, "about", "What it is about", 2000);
                yield InputSchema.of(properties, List.of("start", "name"));
            }
            case CANCEL -> {
                bounded(properties, "id", "What booking answered with", 200);
                yield InputSchema.of(properties, List.of("id"));
            }
        };
    }

    private static InputSchema lookup(BuiltIn.Lookup lookup) {
        var properties = node();
        lookup.keys().forEach(key -> bounded(properties, key, "", 200));
        var schema = InputSchema.of(properties, List.of());
        ((ObjectNode) schema.json()).put("minProperties", 1);
        return schema;
    }

    private static InputSchema search() {
        var properties = node();
        bounded(properties, "question", "What is to be known", 1000);
        return InputSchema.of(properties, List.of("question"));
    }

    private static ObjectNode bounded(ObjectNode properties, String name, String description,
            int longest) {
        return property(properties, name, TEXT, description).put("minLength", 1)
                .put("maxLength", longest);
    }

    private static ObjectNode property(ObjectNode properties, String name, String type,
            String description) {
        var property = properties.putObject(name).put("type", type);
        return description.isEmpty() ? property : property.put("description", description);
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
