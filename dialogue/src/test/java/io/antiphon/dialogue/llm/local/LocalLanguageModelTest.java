package io.antiphon.dialogue.llm.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.GuardedResponder;
import io.antiphon.dialogue.respond.ModelResponder;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.respond.Sink;
import io.antiphon.dialogue.session.CallerTurn;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.dialogue.session.Reply;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.own.Owner;
import io.antiphon.speech.UtteranceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The front desk with its own language model. */
@Timeout(120)
class LocalLanguageModelTest {

    private static final CampaignTemplate TEMPLATE = switch (Agents.find("front-desk")) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    private static final long A_MINUTE_NS = 60_000_000_000L;
    private static final Deadlines PATIENT = new Deadlines(A_MINUTE_NS, A_MINUTE_NS, A_MINUTE_NS);

    private final List<String> tokens = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            djl   | is there somewhere i can park my car
            djl   | my tooth hurts since yesterday
            onnx  | is there somewhere i can park my car
            llama | what is the capital of france
            """)
    void whatNoScriptForeseesIsAnsweredAndTheQuestionAskedAgain(String engine, String words) {
        var conversation = conversation();
        String answer = said(engine, conversation, conversation.hear(new CallerTurn(words, 0.9)));
        assertTrue(answer.endsWith(" How can I help you?"), answer);
        assertTrue(answer.length() > 40 && answer.length() < 250, answer);
        assertTrue(Character.isUpperCase(answer.charAt(0)), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx", "llama"})
    void smallTalkIsAnsweredWithoutAQuestionAndBusinessByScript(String engine) {
        var conversation = conversation();
        String friendly = said(engine, conversation,
                conversation.hear(new CallerTurn("how are you", 0.9)));
        assertTrue(friendly.endsWith(".") && !friendly.contains("?"), friendly);
        String business = said(engine, conversation,
                conversation.hear(new CallerTurn("what are your opening hours", 0.9)));
        assertTrue(business.startsWith("We are open Monday to Friday"), business);
    }

    @Test
    void listenerThatWantsNoMoreStopsTheAnswer() {
        var ending = model("djl").ask(request()).stream(token -> {
            tokens.add(token);
            return tokens.size() == 2 ? Next.STOP : Next.GO_ON;
        });
        assertInstanceOf(ModelEnding.Stopped.class, ending);
        assertEquals(2, tokens.size());
        assertEquals(2, ending.usage().completionTokens());
    }

    @Test
    void closedBeforeItBeginsItSaysNothing() {
        var answer = model("djl").ask(request());
        answer.close();
        assertInstanceOf(ModelEnding.Stopped.class, answer.stream(this::take));
        assertTrue(tokens.isEmpty());
    }

    @Test
    void closedInTheMiddleItEnds() {
        var answer = model("djl").ask(request());
        var ending = answer.stream(token -> {
            answer.close();
            return take(token);
        });
        assertInstanceOf(ModelEnding.Stopped.class, ending);
        assertTrue(tokens.size() <= 2, tokens.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx", "llama"})
    void tokensAreCounted(String engine) {
        var finished = assertInstanceOf(ModelEnding.Finished.class,
                model(engine).ask(request()).stream(this::take));
        assertTrue(finished.usage().promptTokens() > 50, finished.toString());
        assertTrue(finished.usage().completionTokens() >= tokens.size(), finished.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx", "llama"})
    void answerThatIsAsLongAsItMayBeIsCutShort(String engine) {
        var short3 = request(Form.text(3));
        assertInstanceOf(ModelEnding.CutShort.class, model(engine).ask(short3).stream(this::take));
    }

    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx", "llama"})
    void schemaIsObeyed(String engine) throws Exception {
        var schema = new ObjectMapper().readTree(
                """
                        {"type": "object", "required": ["intent"], "properties": {"intent": {"enum": ["book", "none"]}}}""");
        assertInstanceOf(ModelEnding.Finished.class,
                model(engine).ask(request(Form.json(60, schema))).stream(this::take));
        var json = new ObjectMapper().readTree(String.join("", tokens));
        assertTrue(List.of("book", "none").contains(json.path("intent").asText()), json.toString());
    }

    @Test
    void schemaThatIsNotUnderstoodIsRefused() throws Exception {
        var schema = new ObjectMapper().readTree("{\"anyOf\": []}");
        var failed = assertInstanceOf(ModelEnding.Failed.class,
                model("djl").ask(request(Form.json(60, schema))).stream(this::take));
        assertEquals(Kind.REFUSED, failed.failure().kind());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000_000})
    void whoIsOutOfPatienceHearsTheScript(long firstTokenNs) {
        var hasty = new LocalLanguageModel(ShippedModel.open("djl"), ShippedModel.CLOCK,
                new Deadlines(firstTokenNs, A_MINUTE_NS, firstTokenNs == 1 ? A_MINUTE_NS : 1));
        var responder = new FallbackResponder(new ModelResponder(hasty), new ScriptedResponder());
        var prompt = new Prompt(List.of("I am well."), Optional.of(request()));
        var finished = assertInstanceOf(Outcome.Finished.class,
                responder.respond(prompt).stream(this::hear));
        assertEquals(List.of("I am well."), tokens);
        assertEquals(Kind.TIMED_OUT, finished.insteadOf().orElseThrow().kind());
    }

    /** Asked when the practice is open it copies the hours of its instructions, and the guard lets them be heard. */
    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx", "llama"})
    void hoursThatItWasToldAreSaid(String engine) {
        var recorded = ShippedModel.recorded().toList().get(8);
        var prompt = new Prompt(List.of("I do not know."),
                Optional.of(ModelRequest.spoken(recorded.messages(), 60)));
        var responder = new FallbackResponder(
                new GuardedResponder(new ModelResponder(model(engine))), new ScriptedResponder());
        var finished = assertInstanceOf(Outcome.Finished.class,
                responder.respond(prompt).stream(this::hear));
        assertEquals("We are open Monday to Friday from nine in the morning until five in the "
                + "afternoon. What else can I do for you?", String.join("", tokens));
        assertEquals(Optional.empty(), finished.insteadOf());
    }

    @Test
    void smallModelSumsNothingUp() {
        var asked = new ModelRequest(Task.SUMMARISE, "call", request().messages(), Form.text(60),
                PATIENT);
        var failed = assertInstanceOf(ModelEnding.Failed.class,
                model("onnx").ask(asked).stream(this::take));
        assertEquals(Kind.REFUSED, failed.failure().kind());
    }

    @Test
    void summaryGivesWayToAnswersThatWait() {
        var model = ShippedModel.open("onnx");
        var asked = ShippedModel.greedy(request().messages());
        var summary = new LocalAnswer(model, ShippedModel.CLOCK, PATIENT, Task.SUMMARISE, List.of(),
                () -> asked);
        var gate = new CompletableFuture<Boolean>();
        var first = new CompletableFuture<Ending>();
        var alone = new CompletableFuture<Ending>();
        var second = new CompletableFuture<Ending>();
        model.ask(asked, wants(gate), _ -> {});
        model.ask(asked, summary, first::complete);
        model.ask(asked, wants(gate), second::complete);
        gate.complete(true);
        assertInstanceOf(Ending.Stopped.class, first.join());
        assertInstanceOf(Ending.Complete.class, second.join());
        model.ask(asked, summary, alone::complete);
        assertInstanceOf(Ending.Complete.class, alone.join());
    }

    /** Wants everything, once something has happened. */
    private static TextEngine.Listener wants(CompletableFuture<Boolean> gate) {
        return new TextEngine.Listener() {

            @Override
            public void hear(String text) {
                // It is not for anybody.
            }

            @Override
            public boolean wantsMore() {
                return gate.join();
            }
        };
    }

    @Test
    void closedModelTakesNoMoreQuestions() {
        var model = assertInstanceOf(LocalModel.Opened.Ready.class,
                ShippedModel.open("llama", ShippedModel.folder())).model();
        var languageModel = new LocalLanguageModel(model, ShippedModel.CLOCK, PATIENT);
        assertInstanceOf(Health.Well.class, languageModel.health());
        model.close();
        assertInstanceOf(ModelEnding.Failed.class,
                languageModel.ask(request()).stream(this::take));
        assertInstanceOf(Health.Unwell.class, languageModel.health());
    }

    private Sink.Next hear(String token) {
        tokens.add(token);
        return Sink.Next.GO_ON;
    }

    private Next take(String token) {
        tokens.add(token);
        return Next.GO_ON;
    }

    private static ModelRequest request() {
        return request(Form.text(60));
    }

    private static ModelRequest request(Form form) {
        var messages = ShippedModel.recorded().findFirst().orElseThrow().messages();
        return new ModelRequest(Task.RESPOND, "call-1", messages, form, PATIENT);
    }

    private static LanguageModel model(String engine) {
        return new LocalLanguageModel(ShippedModel.open(engine), ShippedModel.CLOCK, PATIENT);
    }

    private static Conversation conversation() {
        var call = new Owner("call");
        call.claim();
        var conversation = new Conversation(call, TEMPLATE, Noon.CLOCK);
        String opening = String.join(" ", conversation.opening().plan().lines());
        conversation.agentSpoke(new UtteranceId(1), opening, opening, false);
        return conversation;
    }

    /** A busy machine may load the model for longer than a caller would wait. */
    private static Prompt patiently(Prompt prompt) {
        return new Prompt(prompt.script(), prompt.request().map(asked -> asked.within(PATIENT)));
    }

    private String said(String engine, Conversation conversation, Reply reply) {
        tokens.clear();
        var responder = new FallbackResponder(new ModelResponder(model(engine)),
                new ScriptedResponder());
        var finished = assertInstanceOf(Outcome.Finished.class,
                responder.respond(patiently(reply.prompt())).stream(this::hear));
        assertFalse(finished.insteadOf().isPresent(), finished.toString());
        String text = String.join("", tokens);
        conversation.agentSpoke(new UtteranceId(2), text, text, false);
        return text;
    }
}
