package io.antiphon.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.tool.Order;
import io.antiphon.speech.UtteranceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call with which an agent does something beside speaking: hands on, hangs up, presses keys. */
class TalkOrdersTest {

    private static final CampaignTemplate TEMPLATE = switch (TemplateReader.read("t.yaml",
            """
                    name: hotline
                    opening: welcome
                    home: welcome
                    agents: { desk: { tools: [end, press] } }
                    tools:
                      - name: connect
                        description: Connects the caller.
                        built-in: { kind: transfer, targets: { sales: "sip:1@pbx.example" } }
                      - { name: end, description: Ends the call., built-in: { kind: hang-up } }
                      - { name: press, description: Presses keys., built-in: { kind: send-digits } }
                    unclear: { retries: 5, say: Sorry., go: bye }
                    silence: { retries: 5, say: Hello., go: bye }
                    intents:
                      - { id: sales, phrases: [the sales team please], go: sales }
                      - { id: code, phrases: [enter the code please], go: code }
                    stages:
                      - { id: welcome, agent: desk, ask: "How can I help?" }
                      - { id: sales, say: I am connecting you., call: { tool: connect, with: { to: sales } }, on: { failed: welcome } }
                      - { id: code, call: { tool: press, with: { keys: "1w2" } }, on: { done: bye } }
                      - { id: bye, call: { tool: end } }
                    """)) {
        case TemplateReading.Accepted(var template) -> template;
        case TemplateReading.Refused refused -> throw new AssertionError(refused.describe());
    };

    private final Errands errands = (errand, _) -> new Errands.Trip() {

        @Override
        public Returned await() {
            return new Returned.Done(Map.of(), Optional.of(order(errand)));
        }

        @Override
        public void cancel() {
            // Done before anybody could.
        }
    };
    private final Stage stage = new Stage(TEMPLATE, errands);

    private static Order order(Errand errand) {
        return switch (errand.work().toString().replaceAll(".*tool=(\\w+).*", "$1")) {
            case "connect" -> new Order.Transfer("sip:1@pbx.example", List.of());
            case "press" -> new Order.Press("1w2");
            default -> new Order.HangUp();
        };
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theCallerIsHandedOnBehindTheLineThatSaysSo() {
        begin();
        stage.callerSays("the sales team please");
        stage.errandReturns();
        assertFalse(stage.talk.isOver(), "the line is still to be heard");
        stage.plays(2);
        assertTrue(stage.talk.isOver());
        assertEquals(Optional.of(new Ending.Transfer("sip:1@pbx.example", List.of())),
                stage.talk.transfer());
        stage.talk.notTransferred();
        assertFalse(stage.talk.isOver());
        assertEquals(Optional.empty(), stage.talk.transfer());
        assertEquals("welcome", stage.conversation.stage());
    }

    @Test
    void theCallEndsWhenAllKeysHaveBeenPressed() {
        begin();
        stage.callerSays("enter the code please");
        stage.errandReturns();
        assertEquals("1w2", stage.media.keys.toString());
        stage.errandReturns();
        assertFalse(stage.talk.isOver(), "keys are on their way");
        long waitNs = stage.talk.patienceNs();
        assertEquals(940, TimeUnit.NANOSECONDS.toMillis(waitNs));
        stage.passes(waitNs);
        stage.talk.nothingHappened();
        assertTrue(stage.talk.isOver());
        assertEquals(Optional.empty(), stage.talk.transfer());
        assertEquals("1w2", stage.media.keys.toString(), "once");
    }

    @Test
    void whatAModelAsksForIsDoneWhenItsLineHasBeenHeard() {
        begin();
        stage.callerSays("flurb");
        var _ = stage.settle(2);
        stage.talk.asked(new UtteranceId(2), List.of(call("press", "12#"), call("end", "")));
        stage.starts(2);
        assertEquals("", stage.media.keys.toString());
        stage.ends(2);
        assertEquals("12#", stage.media.keys.toString());
        assertFalse(stage.talk.isOver());
        stage.passes(stage.talk.patienceNs());
        assertTrue(stage.talk.isOver());
    }

    @Test
    void whoeverInterruptsTheLineIsHeardFirst() {
        begin();
        stage.callerSays("flurb");
        var _ = stage.settle(2);
        stage.talk.asked(new UtteranceId(2), List.of(call("end", "")));
        stage.starts(2);
        stage.interrupted(2, 320);
        assertFalse(stage.talk.isOver());
        stage.callerSays("wait");
        assertFalse(stage.talk.isOver());
        assertFalse(stage.conversation.isOver());
    }

    @Test
    void whatIsAskedForInALineThatWasTakenBackIsNotDone() {
        begin();
        stage.callerSays("flurb");
        stage.callerBegins();
        stage.interrupted(2, 0);
        stage.talk.asked(new UtteranceId(2), List.of(call("end", "")));
        assertFalse(stage.talk.isOver());
    }

    private static ToolCall call(String tool, String keys) {
        return new ToolCall("1", tool,
                JsonNodeFactory.instance.objectNode().put("keys", keys));
    }

    private void begin() {
        stage.talk.begin();
        stage.plays(1);
    }
}
