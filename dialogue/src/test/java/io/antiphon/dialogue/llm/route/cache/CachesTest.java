package io.antiphon.dialogue.llm.route.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachesTest {

    private static final long EXPIRY_NS = 1_000;

    private final VirtualTime time = new VirtualTime();
    private final AnswerCache exact = new ExactCache(3, EXPIRY_NS, time);
    private final AnswerCache semantic = new SemanticCache(new Angles(), 0.95, 3, EXPIRY_NS, time);

    /** Sentences that are a number have that angle, in degrees. */
    private static final class Angles implements SentenceEmbedder {

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public float[] embed(String text) {
            double angle = Math.toRadians(Double.parseDouble(text));
            return new float[]{(float) Math.cos(angle), (float) Math.sin(angle)};
        }
    }

    @Test
    void whatWasAskedBeforeIsAnsweredWhoeverAsks() {
        exact.keep(request("10"), "ten");
        assertEquals(Optional.of("ten"), exact.find(request("10").of("another call")));
        assertEquals(Optional.of("ten"),
                exact.find(request("10").within(new Deadlines(1, 1, 1))));
    }

    @Test
    void anythingElseIsAnotherQuestion() {
        exact.keep(request("10"), "ten");
        var asked = request("10");
        var tool = new ToolOffer("t", "", JsonNodeFactory.instance.objectNode());
        for (var other : List.of(request("11"),
                new ModelRequest(Task.JUDGE, "", asked.messages(), asked.form(), asked.deadlines()),
                with(asked, Form.text(7)), with(asked, Form.tools(60, List.of(tool))),
                with(asked, Form.json(60, JsonNodeFactory.instance.objectNode())),
                new ModelRequest(Task.RESPOND, "", List.of(new Message.Instruction("Be brief.10"),
                        new Message.Caller("")), asked.form(), asked.deadlines()))) {
            assertEquals(Optional.empty(), exact.find(other));
        }
    }

    @Test
    void answersExpire() {
        exact.keep(request("10"), "ten");
        semantic.keep(request("10"), "ten");
        time.advance(EXPIRY_NS - 1);
        assertTrue(exact.find(request("10")).isPresent());
        assertTrue(semantic.find(request("10")).isPresent());
        time.advance(1);
        assertEquals(Optional.empty(), exact.find(request("10")));
        assertEquals(Optional.empty(), semantic.find(request("10")));
    }

    @Test
    void answerNotAskedForLongestGivesWay() {
        for (String each : List.of("1", "2", "3")) {
            exact.keep(request(each), each);
        }
        exact.find(request("1"));
        exact.keep(request("4"), "4");
        assertEquals(Optional.empty(), exact.find(request("2")));
        assertEquals(Optional.of("1"), exact.find(request("1")));
    }

    @Test
    void whatMeansTheSameHasTheSameAnswer() {
        semantic.keep(request("10"), "ten");
        semantic.keep(request("30"), "thirty");
        assertEquals(Optional.of("ten"), semantic.find(request("14")));
        assertEquals(Optional.of("thirty"), semantic.find(request("25")));
        assertEquals(Optional.empty(), semantic.find(request("60")));
    }

    @Test
    void whatStandsBeforeTheWordsMustBeTheSame() {
        semantic.keep(request("10"), "ten");
        var later = new ModelRequest(Task.RESPOND, "", List.of(new Message.Instruction("Be brief."),
                new Message.Caller("5"), new Message.Agent("Yes?"), new Message.Caller("10")),
                Form.text(60), Deadlines.SPOKEN);
        assertEquals(Optional.empty(), semantic.find(later));
    }

    @Test
    void oldestMeaningGivesWay() {
        for (int angle = 0; angle < 160; angle += 40) {
            semantic.keep(request(Integer.toString(angle)), "a" + angle);
        }
        assertEquals(Optional.empty(), semantic.find(request("0")));
        assertEquals(Optional.of("a40"), semantic.find(request("40")));
    }

    private static ModelRequest with(ModelRequest request, Form form) {
        return new ModelRequest(request.task(), "", request.messages(), form,
                request.deadlines());
    }

    private static ModelRequest request(String words) {
        return new ModelRequest(Task.RESPOND, "call-1",
                List.of(new Message.Instruction("Be brief."), new Message.Caller(words)),
                Form.text(60), Deadlines.SPOKEN);
    }
}
