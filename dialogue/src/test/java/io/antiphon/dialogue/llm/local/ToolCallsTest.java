package io.antiphon.dialogue.llm.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.dialogue.llm.WholeJson;
import io.antiphon.dialogue.llm.local.grammar.JsonSchema;
import io.antiphon.dialogue.llm.local.grammar.Shape;
import io.antiphon.dialogue.llm.tooling.ToolUser;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tools of a model in this process, from the offer to what the caller hears; its words are a script. */
@Timeout(60)
class ToolCallsTest {

    private static final long A_MINUTE_NS = 60_000_000_000L;
    private static final String CALL = "<tool_call>{\"name\":\"stock\",\"arguments\":{\"of\":\"rye\"}}</tool_call>";
    private static final JsonNode PARAMETERS = json(
            """
                    {"type": "object", "required": ["of"], "properties": {"of": {"type": "string", "maxLength": 9}}}""");
    private static final ToolOffer STOCK = new ToolOffer("stock", "Loaves left.", PARAMETERS);

    private final List<String> said = new ArrayList<>();
    private Optional<LocalModel> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(LocalModel::close);
    }

    @Test
    void whatAToolFoundIsWhatTheModelGoesOnWith() {
        var engine = new ScriptedEngine("One moment. " + CALL, "Three are left.");
        var user = new ToolUser(model(engine, 8192), (call, _, _) -> found(
                call.arguments().path("of").asText() + ": three"));
        var finished = assertInstanceOf(ModelEnding.Finished.class, ask(user, tools(99)));
        assertEquals(List.of(), finished.calls());
        assertEquals("One moment. Three are left.", heard());
        var second = engine.asked.getLast().messages();
        assertEquals(List.of("One moment. " + CALL,
                "<tool_response>rye: three</tool_response>"),
                second.subList(2, 4).stream().map(Message::text).toList());
        assertEquals(Message.Role.TOOL, second.getLast().role());
        assertTrue(second.getFirst().text().endsWith("parameters\":" + PARAMETERS + "}"));
    }

    @Test
    void smallModelIsToldInBrief() {
        var engine = new ScriptedEngine(CALL);
        ask(model(engine, 1024), tools(99));
        assertEquals(
                "Sell.\n\nTools. To use one, write <tool_call>{\"name\":\"NAME\",\"arguments\":{}}"
                        + "</tool_call> and nothing behind it.\n- stock(of): Loaves left.",
                engine.asked.getFirst().messages().getFirst().text());
    }

    @Test
    void callsAloneAreAnAnswer() {
        var finished = assertInstanceOf(ModelEnding.Finished.class,
                ask(model(new ScriptedEngine(CALL + "\n" + CALL), 8192), tools(200)));
        assertEquals(List.of("call_0", "call_1"),
                finished.calls().stream().map(call -> call.id()).toList());
        assertEquals("", heard());
    }

    @Test
    void whoeverTalksOnBehindACallIsNotHeardOut() {
        var finished = assertInstanceOf(ModelEnding.Finished.class,
                ask(model(new ScriptedEngine("Yes. " + CALL + " So…"), 8192),
                        tools(Integer.MAX_VALUE)));
        assertEquals(1, finished.calls().size());
        assertEquals("Yes. ", heard());
    }

    @Test
    void wholeCallOfAnAnswerThatIsCutShortCountsAndHalfAOneDoesNot() {
        String words = "Yes. ";
        int whole = words.length() + CALL.length();
        var finished = assertInstanceOf(ModelEnding.Finished.class,
                ask(model(new ScriptedEngine(words + CALL + "   "), 8192), tools(whole + 1)));
        assertEquals(1, finished.calls().size());
        close();
        assertBroken(words + CALL, whole - 1, "did not end it");
        close();
        assertInstanceOf(ModelEnding.CutShort.class,
                ask(model(new ScriptedEngine("Well <tool> then"), 8192), tools(10)));
        assertEquals("Yes. Yes. Well <tool", heard());
    }

    @Test
    void brokenCallsBreakTheAnswer() {
        assertBroken("Yes. <tool_call>{\"name\":\"sell\"}</tool_call>", 99, "was not offered");
    }

    @Test
    void marksAreWordsWhereNothingIsOffered() {
        var engine = new ScriptedEngine(CALL);
        assertInstanceOf(ModelEnding.Finished.class, ask(model(engine, 8192), Form.text(99)));
        assertEquals(CALL, heard());
        assertEquals(messages(), engine.asked.getFirst().messages());
    }

    @Test
    void schemaBesideToolsBindsAnswersAndCalls() {
        var schema = json("{\"type\": \"object\"}");
        var engine = new ScriptedEngine(CALL);
        var form = new Form(99, List.of(STOCK), Optional.of(schema));
        var finished = assertInstanceOf(ModelEnding.Finished.class,
                ask(new WholeJson(model(engine, 8192)), form));
        assertEquals(PARAMETERS.path("required").path(0).asText(),
                finished.calls().getFirst().arguments().fieldNames().next());
        assertEquals(new Shape.OneOf(List.of(JsonSchema.read(schema), ToolText.shape(STOCK))),
                engine.asked.getFirst().shape().orElseThrow());
    }

    @Test
    void schemaBesideToolsThatNoGrammarBindsIsRefused() {
        var odd = new ToolOffer("odd", "It is.", json("{\"anyOf\": []}"));
        var form = new Form(99, List.of(odd), Optional.of(json("{\"type\": \"object\"}")));
        var failed = assertInstanceOf(ModelEnding.Failed.class,
                ask(model(new ScriptedEngine(), 8192), form));
        assertEquals(Kind.REFUSED, failed.failure().kind());
    }

    private void assertBroken(String answer, int most, String flaw) {
        var failed = assertInstanceOf(ModelEnding.Failed.class,
                ask(model(new ScriptedEngine(answer), 8192), tools(most)));
        assertEquals(Kind.BROKEN, failed.failure().kind());
        assertTrue(failed.failure().detail().endsWith(flaw), failed.failure().detail());
    }

    private LanguageModel model(ScriptedEngine engine, int context) {
        var model = engine.model(context);
        open = Optional.of(model);
        return new LocalLanguageModel(model, ShippedModel.CLOCK,
                new Deadlines(A_MINUTE_NS, A_MINUTE_NS, A_MINUTE_NS));
    }

    private static Form tools(int most) {
        return Form.tools(most, List.of(STOCK));
    }

    private static List<Message> messages() {
        return List.of(new Message.Instruction("Sell bread.", "Sell."),
                new Message.Caller("is there rye"));
    }

    private ModelEnding ask(LanguageModel model, Form form) {
        return model.ask(new ModelRequest(Task.RESPOND, "call", messages(), form,
                new Deadlines(A_MINUTE_NS, A_MINUTE_NS, A_MINUTE_NS))).stream(piece -> {
                    said.add(piece);
                    return Next.GO_ON;
                });
    }

    private String heard() {
        return String.join("", said);
    }

    private static Optional<ToolUser.Tools.Run> found(String text) {
        return Optional.of(new ToolUser.Tools.Run() {

            @Override
            public ToolUser.Tools.Told await() {
                return new ToolUser.Tools.Told(text, ToolUser.Tools.Then.GO_ON);
            }

            @Override
            public void cancel() {
                // Done before anybody could.
            }
        });
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
