package io.antiphon.dialogue.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.Noon;
import io.antiphon.dialogue.campaign.AnswerKind;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.own.Owner;
import io.antiphon.speech.UtteranceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final CampaignTemplate TEMPLATE = switch (Agents.find("front-desk")) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    private final Owner call = new Owner("call");
    private final Conversation conversation = new Conversation(call, TEMPLATE, Noon.CLOCK);

    @BeforeEach
    void begin() {
        call.claim();
        assertFalse(conversation.opening().plan().isSilent());
    }

    @Test
    void aDraftIsWhatHearingWillAnswerAndChangesNothing() {
        String text = "i would like to make an appointment for tuesday";
        var draft = conversation.draft(text);
        assertEquals("welcome", conversation.stage());
        assertEquals(Map.of(), conversation.fields());
        assertEquals(List.of(), conversation.history().turns());
        assertEquals(draft, conversation.draft(text));
        assertTrue(hear(text).isServedBy(draft));
    }

    @Test
    void aDraftServesWhenOnlyTheWordingDiffers() {
        var draft = conversation.draft("i would like to make an apointment for tusday");
        var other = conversation.draft("i would like to make an appointment");
        var heard = hear("i would like to make an appointment for tuesday");
        assertTrue(heard.isServedBy(draft));
        assertFalse(heard.isServedBy(other));
    }

    @Test
    void aTurnThatWasCutTooEarlyIsTakenBack() {
        hear("i would like to make an appointment");
        conversation.agentSpoke(new UtteranceId(2), "Certainly.", "", true);
        assertEquals(Optional.of("i would like to make an appointment"), conversation.takeBack());
        assertEquals("welcome", conversation.stage());
        assertEquals(List.of(), conversation.history().turns());
        assertEquals(Optional.empty(), conversation.takeBack());
    }

    @Test
    void whatIsAwaitedFollowsTheQuestion() {
        hear("i would like to make an appointment for tuesday at ten");
        assertEquals(AnswerKind.NAME, conversation.expectation().kind());
        hear("anna miller");
        assertTrue(conversation.expectation().shortAnswer());
        assertTrue(conversation.expectation().keys());
        assertTrue(conversation.sense("yes").endOfTurn() > 0.95);
        assertTrue(conversation.sense("uh-huh").acknowledgement());
    }

    @Test
    void theModelIsToldWhatTheCallerHeardAndNoMore() {
        conversation.agentSpoke(new UtteranceId(1), "Lindenhof Practice, good day.",
                "Lindenhof Practice,", true);
        hear("i need an appointment on monday");
        conversation.agentSpoke(new UtteranceId(2), "And at what time?", "", true);
        var reply = hear("how are you");
        var messages = reply.prompt().request().orElseThrow().messages();
        var system = messages.getFirst();
        assertEquals(Message.Role.SYSTEM, system.role());
        assertTrue(system.text().contains("receptionist of Lindenhof Practice"));
        assertTrue(system.text().contains("small talk"));
        assertTrue(system.text().contains("Known so far: day Monday."));
        assertEquals(
                List.<Message>of(new Message.Agent("Lindenhof Practice,"),
                        new Message.Caller("i need an appointment on monday"),
                        new Message.Caller("how are you")),
                messages.subList(1, messages.size()));
        assertEquals(reply.plan().lines(), reply.prompt().script());
    }

    @Test
    void linesWithoutRoomForAModelAskNone() {
        assertEquals(Optional.empty(), hear("what are your opening hours").prompt().request());
    }

    @Test
    void theTraceTellsWhy() {
        var trace = hear("i would like to make an appointment for tuesday").trace();
        assertEquals("make-appointment", trace.rule());
        assertEquals("welcome", trace.stageBefore());
        assertEquals("ask-time", trace.stageAfter());
        assertEquals(Map.of("day", "tuesday"), trace.given());
        assertEquals("make-appointment", trace.intents().getFirst().intent());
        assertEquals("filled time", hear("at ten").trace().rule());
    }

    @Test
    void historyKeepsTheOrderOfTheCall() {
        hear("goodbye");
        conversation.agentSpoke(new UtteranceId(2), "Goodbye!", "Goodbye!", false);
        assertTrue(conversation.digit('1').plan().isSilent());
        assertTrue(conversation.silence().plan().isSilent());
        assertEquals(List.of(new Turn.CallerSaid("goodbye"),
                new Turn.AgentSaid(new UtteranceId(2), "Goodbye!", "Goodbye!", false),
                new Turn.CallerPressed('1')), conversation.history().turns());
    }

    @Test
    void onlyTheCallsThreadMayTouchIt() {
        var elsewhere = CompletableFuture.supplyAsync(() -> conversation.draft("hello"));
        var failure = assertThrows(ExecutionException.class, elsewhere::get);
        assertTrue(failure.getCause() instanceof AssertionError);
    }

    private Reply hear(String text) {
        return conversation.hear(new CallerTurn(text, 1));
    }

    @Test
    void whatWasHardlyHeardIsAskedForAgain() {
        String text = "i would like to make an appointment for tuesday";
        var reply = conversation.hear(new CallerTurn(text, 0.2));
        assertEquals("doubtful", reply.trace().rule());
        assertTrue(reply.trace().isNotUnderstood());
        assertFalse(reply.plan().isSilent());
        assertEquals(Map.of(), conversation.fields());
        assertEquals("make-appointment",
                conversation.hear(new CallerTurn(text, 0.5)).trace().rule());
    }

    @Test
    void murmurIsNotAskedForAgain() {
        assertEquals("acknowledgement",
                conversation.hear(new CallerTurn("um", 0.2)).trace().rule());
    }

    @Test
    void whatIsUnknownIsAskedForAgainAndCountsAsNoWord() {
        assertEquals("unclear", hear("[unk] [unk]").trace().rule());
        assertEquals("unclear", hear("the [unk]").trace().rule());
        assertEquals(0, conversation.sense("[unk]").words());
        assertEquals(2, conversation.sense("cancel my [unk]").words());
    }

    @Test
    void eachStageExpectsWordsOfItsOwn() {
        var anything = conversation.expectedSpeech();
        assertFalse(anything.closed());
        assertTrue(anything.phrases().contains("opening hours"), anything::toString);
        assertFalse(anything.phrases().contains("next tuesday"));
        hear("i would like to make an appointment");
        var day = conversation.expectedSpeech();
        assertTrue(day.phrases().containsAll(List.of("next tuesday", "tomorrow", "opening hours")));
        assertEquals(day, conversation.expectedSpeech());
        hear("tuesday at ten");
        assertTrue(conversation.expectedSpeech().phrases().contains("my name is"));
        hear("anna miller");
        assertTrue(conversation.expectedSpeech().phrases().contains("yes please"));
    }

    @Test
    void theRecogniserExpectsTheOptionsOfAField() {
        var template = switch (TemplateReader.read("t.yaml",
                """
                        name: t
                        opening: ask
                        home: ask
                        fields:
                          size: { type: option, options: { small: [tiddly], large: [whopping] }, ask: Which }
                        unclear: { say: Sorry., go: ask }
                        silence: { say: Hello., go: ask }
                        stages:
                          - { id: ask, collects: [size], on: { filled: bye } }
                          - { id: bye, end: hang-up }
                        """)) {
            case TemplateReading.Accepted(var accepted) -> accepted;
            case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
        };
        var asking = new Conversation(call, template, Noon.CLOCK);
        assertTrue(asking.expectedSpeech().toString().contains("whopping"));
    }
}
