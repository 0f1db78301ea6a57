package io.antiphon.dialogue.llm.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.respond.FallbackResponder;
import io.antiphon.dialogue.respond.Outcome;
import io.antiphon.dialogue.respond.Prompt;
import io.antiphon.dialogue.respond.Prompt.ModelRequest;
import io.antiphon.dialogue.respond.ScriptedResponder;
import io.antiphon.dialogue.respond.Sink.Next;
import io.antiphon.dialogue.session.CallerTurn;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.dialogue.session.Reply;
import io.antiphon.own.Owner;
import io.antiphon.speech.UtteranceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The front desk with its own language model. */
@Timeout(120)
class LocalResponderTest {

    private static final CampaignTemplate TEMPLATE = switch (Agents.find("front-desk")) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    private final List<String> tokens = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            djl   | is there somewhere i can park my car
            djl   | my tooth hurts since yesterday
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
    @ValueSource(strings = {"djl", "llama"})
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
    void sinkThatWantsNoMoreStopsTheAnswer() {
        var response = responder("djl").respond(prompt());
        var outcome = response.stream(token -> {
            tokens.add(token);
            return tokens.size() == 2 ? Next.STOP : Next.GO_ON;
        });
        assertEquals(new Outcome.Stopped(2), outcome);
    }

    @Test
    void closedBeforeItBeginsItSaysNothing() {
        var response = responder("djl").respond(prompt());
        response.close();
        assertEquals(new Outcome.Stopped(0), response.stream(this::take));
        assertTrue(tokens.isEmpty());
    }

    @Test
    void closedInTheMiddleItEnds() {
        var response = responder("djl").respond(prompt());
        var outcome = response.stream(token -> {
            response.close();
            return take(token);
        });
        assertInstanceOf(Outcome.Stopped.class, outcome);
        assertTrue(tokens.size() <= 2, tokens.toString());
    }

    @Test
    void whoIsOutOfPatienceHearsTheScript() {
        var hasty = new LocalResponder(ShippedModel.open("djl"), ShippedModel.CLOCK,
                Duration.ofNanos(1));
        var responder = new FallbackResponder(hasty, new ScriptedResponder());
        var finished = assertInstanceOf(Outcome.Finished.class,
                responder.respond(prompt()).stream(this::take));
        assertEquals(List.of("I am well."), tokens);
        assertTrue(finished.insteadOf().isPresent());
    }

    @Test
    void whereTheTemplateLeavesNoRoomTheModelIsNotAsked() {
        var prompt = new Prompt(List.of("Hello."), Optional.empty());
        assertInstanceOf(Outcome.Failed.class, responder("djl").respond(prompt).stream(this::take));
    }

    @Test
    void closedModelTakesNoMoreQuestions() {
        var model = assertInstanceOf(LocalModel.Opened.Ready.class,
                ShippedModel.open("llama", ShippedModel.folder())).model();
        model.close();
        var responder = new LocalResponder(model, ShippedModel.CLOCK, Duration.ofMinutes(1));
        assertInstanceOf(Outcome.Failed.class, responder.respond(prompt()).stream(this::take));
    }

    private Next take(String token) {
        tokens.add(token);
        return Next.GO_ON;
    }

    private static Prompt prompt() {
        var messages = ShippedModel.recorded().findFirst().orElseThrow().messages();
        return new Prompt(List.of("I am well."), Optional.of(new ModelRequest(messages, 60)));
    }

    private static LocalResponder responder(String engine) {
        return new LocalResponder(ShippedModel.open(engine), ShippedModel.CLOCK,
                Duration.ofMinutes(1));
    }

    private static Conversation conversation() {
        var call = new Owner("call");
        call.claim();
        var conversation = new Conversation(call, TEMPLATE, Noon.CLOCK);
        String opening = String.join(" ", conversation.opening().plan().lines());
        conversation.agentSpoke(new UtteranceId(1), opening, opening, false);
        return conversation;
    }

    private String said(String engine, Conversation conversation, Reply reply) {
        tokens.clear();
        var responder = new FallbackResponder(responder(engine), new ScriptedResponder());
        var finished = assertInstanceOf(Outcome.Finished.class,
                responder.respond(reply.prompt()).stream(this::take));
        assertFalse(finished.insteadOf().isPresent(), finished.toString());
        String text = String.join("", tokens);
        conversation.agentSpoke(new UtteranceId(2), text, text, false);
        return text;
    }
}
