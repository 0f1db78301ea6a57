package io.antiphon.dialogue.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.dialogue.campaign.Phase;
import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Focus;
import io.antiphon.dialogue.decide.Handover;
import io.antiphon.dialogue.decide.Progress;
import io.antiphon.dialogue.decide.Progress.Speaking;
import io.antiphon.dialogue.decide.Waiting;
import io.antiphon.dialogue.extract.FieldValue;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.tool.spec.BargeIn;
import io.antiphon.speech.UtteranceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A conversation that is kept, as JSON. What was known of the call itself is left out: the next call knows better. */
public final class KeptJson {

    /** Of the form; one that is another is not read. */
    private static final int VERSION = 1;
    /** What is older is of no use to a model, and no secret need outlive its use. */
    private static final int MOST_TURNS = 100;

    private KeptJson() {}

    public static ObjectNode of(Kept kept) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("version", VERSION).put("call", kept.call()).put("deeds", kept.deeds());
        kept.resumes().ifPresent(call -> json.put("resumes", call));
        json.put("agent", kept.agent()).put("number", kept.number());
        json.put("template", kept.template()).put("at", kept.at().toString());
        write(json.putObject("state"), kept.state());
        var turns = json.putArray("history");
        kept.history().last(MOST_TURNS).forEach(turn -> write(turns.addObject(), turn));
        return json;
    }

    /** Reads it back. Fails with {@link IllegalArgumentException} that says what is wrong. */
    public static Kept read(JsonNode json) {
        int version = json.path("version").asInt();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "found version " + version + ", expected " + VERSION);
        }
        try {
            var turns = new ArrayList<Turn>();
            json.path("history").forEach(turn -> turns.add(turn(turn)));
            return new Kept(text(json, "call"), optional(json, "resumes"), text(json, "deeds"),
                    text(json, "agent"), text(json, "number"), text(json, "template"),
                    Instant.parse(text(json, "at")), state(json.path("state")),
                    new History(turns));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("at: " + e.getMessage(), e);
        }
    }

    private static void write(ObjectNode json, DialogueState state) {
        json.put("stage", state.stage());
        var fields = json.putObject("fields");
        state.fields()
                .forEach((name, value) -> fields.putObject(name)
                        .put("value", value.value())
                        .put("spoken", value.spoken())
                        .put("source", value.source().name())
                        .put("confidence", value.confidence())
                        .put("confirmed", value.confirmed()));
        state.resume().ifPresent(stage -> json.put("resume", stage));
        state.focus()
                .ifPresent(focus -> json.putObject("focus")
                        .put("field", focus.field())
                        .put("confirming", focus.confirming()));
        state.waiting().ifPresent(waiting -> write(json.putObject("waiting"), waiting));
        var progress = json.putObject("progress");
        progress.put("phase", state.progress().phase().name());
        var visits = progress.putObject("visits");
        state.progress().visits().forEach(visits::put);
        var objections = progress.putObject("objections");
        state.progress().objections().forEach(objections::put);
        var rules = progress.putArray("rules");
        state.progress().rules().forEach(rules::add);
        var unsure = progress.putArray("unsure");
        state.progress().unsure().forEach(unsure::add);
        write(progress.putObject("speaking"), state.progress().speaking());
        var lines = json.putArray("lines");
        state.lines().forEach(lines::add);
        json.put("turn", state.turn());
    }

    private static void write(ObjectNode json, Speaking speaking) {
        speaking.agent().ifPresent(agent -> json.put("agent", agent));
        speaking.handover()
                .ifPresent(handover -> json.putObject("handover")
                        .put("from", handover.from())
                        .put("to", handover.to())
                        .put("by", handover.by().name())
                        .put("why", handover.why()));
        var byModels = json.putObject("byModels");
        speaking.byModels().forEach(byModels::put);
    }

    private static void write(ObjectNode json, Waiting waiting) {
        json.put("number", waiting.errand().number()).put("inDoubt", waiting.isInDoubt());
        switch (waiting.errand().work()) {
            case Work.CallTool(var tool, var with, var onBargeIn) -> {
                json.put("tool", tool).put("onBargeIn", onBargeIn.name());
                var arguments = json.putObject("with");
                with.forEach(arguments::put);
            }
            case Work.LookUp(var question) -> json.put("lookUp", question);
            case Work.Understand(var text) -> json.put("understand", text);
        }
    }

    private static void write(ObjectNode json, Turn turn) {
        switch (turn) {
            case Turn.CallerSaid(var text) -> json.put("said", text);
            case Turn.CallerPressed(var key) -> json.put("pressed", String.valueOf(key));
            case Turn.AgentSaid(var id, var text, var heard, var interrupted) -> json
                    .put("utterance", id.number())
                    .put("text", text)
                    .put("heard", heard)
                    .put("interrupted", interrupted);
        }
    }

    private static DialogueState state(JsonNode json) {
        var fields = map(json.path("fields"), each -> new FieldValue(text(each, "value"),
                text(each, "spoken"), word(FieldValue.Source.class, each, "source"),
                each.path("confidence").asDouble(-1), each.path("confirmed").asBoolean()));
        var focus = json.path("focus");
        var waiting = json.path("waiting");
        var progress = json.path("progress");
        return new DialogueState(text(json, "stage"), fields, Map.of(),
                optional(json, "resume"), focus.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new Focus(text(focus, "field"),
                                focus.path("confirming").asBoolean())),
                waiting.isMissingNode() ? Optional.empty() : Optional.of(waiting(waiting)),
                new Progress(word(Phase.class, progress, "phase"),
                        map(progress.path("visits"), JsonNode::asInt),
                        map(progress.path("objections"), JsonNode::asInt),
                        Set.copyOf(texts(progress.path("rules"))),
                        speaking(progress.path("speaking")),
                        Set.copyOf(texts(progress.path("unsure")))),
                0, 0, "", texts(json.path("lines")), json.path("turn").asInt(), false);
    }

    private static Speaking speaking(JsonNode json) {
        var handover = json.path("handover");
        return new Speaking(optional(json, "agent"), handover.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Handover(text(handover, "from"), text(handover, "to"),
                        word(Handover.Who.class, handover, "by"), text(handover, "why"))),
                map(json.path("byModels"), JsonNode::asInt));
    }

    private static Waiting waiting(JsonNode json) {
        Work work;
        if (json.has("tool")) {
            work = new Work.CallTool(text(json, "tool"),
                    map(json.path("with"), JsonNode::asText),
                    word(BargeIn.class, json, "onBargeIn"));
        } else if (json.has("lookUp")) {
            work = new Work.LookUp(text(json, "lookUp"));
        } else {
            work = new Work.Understand(text(json, "understand"));
        }
        return new Waiting(new Errand(json.path("number").asInt(), work),
                json.path("inDoubt").asBoolean());
    }

    private static Turn turn(JsonNode json) {
        if (json.has("said")) {
            return new Turn.CallerSaid(text(json, "said"));
        }
        if (json.has("pressed")) {
            String key = text(json, "pressed");
            if (key.length() != 1) {
                throw new IllegalArgumentException("pressed: found \"" + key + "\"");
            }
            return new Turn.CallerPressed(key.charAt(0));
        }
        return new Turn.AgentSaid(new UtteranceId(json.path("utterance").asInt()),
                text(json, "text"), text(json, "heard"), json.path("interrupted").asBoolean());
    }

    private static String text(JsonNode json, String key) {
        var value = json.path(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(key + ": missing, expected a text");
        }
        return value.asText();
    }

    private static Optional<String> optional(JsonNode json, String key) {
        return json.has(key) ? Optional.of(text(json, key)) : Optional.empty();
    }

    private static <E extends Enum<E>> E word(Class<E> words, JsonNode json, String key) {
        return Enum.valueOf(words, text(json, key));
    }

    private static List<String> texts(JsonNode json) {
        var texts = new ArrayList<String>();
        json.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static <T> Map<String, T> map(JsonNode json, Function<JsonNode, T> value) {
        var map = new HashMap<String, T>();
        json.properties().forEach(each -> map.put(each.getKey(), value.apply(each.getValue())));
        return map;
    }
}
