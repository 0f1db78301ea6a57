package io.antiphon.dialogue.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedResponderTest {

    private static final Prompt PROMPT = new Prompt(List.of("Somebody will call you back."),
            Optional.of(ModelRequest.spoken(List.of(
                    new Message.Instruction("We are open from 9 to 17. The fee is 25 EUR."),
                    new Message.Caller("my number is 4711")), 80)));

    private static final Prompt WITH_TOOLS = new Prompt(List.of("Goodbye."),
            Optional.of(new ModelRequest(Task.RESPOND, "", List.of(), Form.tools(80, List.of(
                    new ToolOffer("end", "Ends the call.", NullNode.getInstance()))),
                    Deadlines.SPOKEN)));
    private static final ToolCall WISH = new ToolCall("1", "end",
            JsonNodeFactory.instance.objectNode());

    private final List<String> heard = new ArrayList<>();

    @Test
    void whatTheModelWasToldPasses() {
        assertInstanceOf(Outcome.Finished.class,
                said("The fee is 25", " euros. I ", "have noted 4711. Goodbye"));
        assertEquals("The fee is 25 euros. I have noted 4711. Goodbye", String.join("", heard));
    }

    @ParameterizedTest
    @ValueSource(strings = {"You get 20% off today. ", "It costs $49.90 only. ",
            "Write to help@rivals.example please. ", "See https://rivals.example now. ",
            "Call 0900 123456 now. ",
            "It costs twenty six euros. ", "We close at six. ", "That takes two weeks. "})
    void whatItInventedIsNotSaid(String invented) {
        var outcome = assertInstanceOf(Outcome.Failed.class, said(invented, "More of it."));
        assertEquals(0, outcome.tokens());
        assertEquals(List.of(), heard);
    }

    @Test
    void whatWasToldMayBeSaidInWordsAndSmallWordsCountNothing() {
        assertInstanceOf(Outcome.Finished.class, said("One moment, please. ",
                "The fee is twenty five euros. ", "We are open from nine to five."));
        assertEquals(3, heard.size());
    }

    @Test
    void whatAToolFoundMayBeSaid() {
        var stock = new Responder() {

            @Override
            public String name() {
                return "stock";
            }

            @Override
            public Response respond(Prompt prompt) {
                return new Response() {

                    @Override
                    public Outcome stream(Sink sink) {
                        sink.token("Let me see. ");
                        sink.learned("{\"left\": 38}");
                        sink.token("There are thirty eight left. ");
                        return new Outcome.Finished(2, Optional.empty());
                    }

                    @Override
                    public boolean isByModel() {
                        return true;
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                };
            }
        };
        assertInstanceOf(Outcome.Finished.class,
                new GuardedResponder(stock).respond(PROMPT).stream(token -> {
                    heard.add(token);
                    return Sink.Next.GO_ON;
                }));
        assertEquals("Let me see. There are thirty eight left.",
                String.join("", heard).strip());
    }

    @Test
    void inventionAtTheVeryEndIsNotSaidEither() {
        assertInstanceOf(Outcome.Failed.class, said("The fee is 25 euros. ", "Or pay 99 later"));
        assertEquals("The fee is 25 euros.", String.join("", heard));
    }

    @Test
    void behindAnInventionTheScriptIsSaid() {
        var responder = new FallbackResponder(new GuardedResponder(words("Only 19 euros. Yes.")),
                new ScriptedResponder());
        responder.respond(PROMPT).stream(token -> {
            heard.add(token);
            return Sink.Next.GO_ON;
        });
        assertEquals("Somebody will call you back.", String.join("", heard));
    }

    @Test
    void whoTalksOnAndOnIsSilenced() {
        var outcome = said("One. Two. Three. Four. Five. ");
        assertEquals(3, assertInstanceOf(Outcome.Finished.class, outcome).tokens());
        assertEquals("One. Two. Three.", String.join("", heard));
    }

    @Test
    void whatItAsksForBehindThemIsStillDone() {
        var outcome = assertInstanceOf(Outcome.Finished.class,
                said(WITH_TOOLS, "One. Two. Three. ", "Four. "));
        assertEquals(List.of(WISH), outcome.asked());
        assertEquals(3, outcome.tokens());
        assertEquals("One. Two. Three.", String.join("", heard));
    }

    @Test
    void butNobodyWaitsForLong() {
        var pieces = new String[200];
        Arrays.fill(pieces, "Word. ");
        var outcome = assertInstanceOf(Outcome.Finished.class, said(WITH_TOOLS, pieces));
        assertEquals(List.of(), outcome.asked());
        assertEquals(3, heard.size());
    }

    private Outcome said(String... pieces) {
        return said(PROMPT, pieces);
    }

    private Outcome said(Prompt prompt, String... pieces) {
        return new GuardedResponder(words(pieces)).respond(prompt).stream(token -> {
            heard.add(token);
            return Sink.Next.GO_ON;
        });
    }

    /** A model that says these pieces whatever it is asked, and wants the call to end then. */
    private static Responder words(String... pieces) {
        return new Responder() {

            @Override
            public String name() {
                return "words";
            }

            @Override
            public Response respond(Prompt prompt) {
                return new Response() {

                    @Override
                    public Outcome stream(Sink sink) {
                        int tokens = 0;
                        for (var piece : pieces) {
                            tokens++;
                            if (sink.token(piece) == Sink.Next.STOP) {
                                return new Outcome.Stopped(tokens);
                            }
                        }
                        return new Outcome.Finished(tokens, Optional.empty(), List.of(WISH));
                    }

                    @Override
                    public boolean isByModel() {
                        return true;
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                };
            }
        };
    }
}
