package io.antiphon.dialogue.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelResponderTest {

    private static final EngineFailure FAILURE = new EngineFailure(Kind.BROKEN, "m", "it broke");
    private static final ModelEnding FAILED = new ModelEnding.Failed(Usage.NONE, FAILURE);
    private static final ModelEnding FINISHED = new ModelEnding.Finished(Usage.NONE, List.of());
    private static final ModelEnding CUT = new ModelEnding.CutShort(Usage.NONE);
    private static final Prompt PROMPT = new Prompt(List.of("I am well."),
            Optional.of(ModelRequest.spoken(List.of(new Message.Caller("how are you")), 60)));

    private final List<String> heard = new ArrayList<>();

    @Test
    void wordsOfTheModelAreSaid() {
        assertEquals(new Outcome.Finished(4, Optional.empty()),
                stream(FINISHED, "I am", " well", " and", " you?"));
        assertEquals("I am well and you?", String.join("", heard));
    }

    @Test
    void shortAnswerIsSaidAtItsEnd() {
        assertInstanceOf(Outcome.Finished.class, stream(FINISHED, "Gladly"));
        assertEquals(List.of("Gladly"), heard);
    }

    @Test
    void modelThatFailsBeforeItsFirstWordIsReplacedByTheScript() {
        assertEquals(new Outcome.Finished(1, Optional.of(FAILURE)), stream(FAILED));
        assertEquals(List.of("I am well."), heard);
    }

    @Test
    void modelThatFailsWithinItsFirstWordsIsReplacedAsWell() {
        assertEquals(new Outcome.Finished(1, Optional.of(FAILURE)), stream(FAILED, "I", " a"));
        assertEquals(List.of("I am well."), heard);
    }

    @Test
    void modelThatFailsAfterItsFirstWordsIsNotFollowedByTheScript() {
        assertEquals(new Outcome.Failed(3, FAILURE), stream(FAILED, "Well.", " I", " a"));
        assertEquals("Well. I a", String.join("", heard));
    }

    @Test
    void ramblingAnswerIsOneThatBrokeOff() {
        var failed = assertInstanceOf(Outcome.Failed.class,
                stream(CUT, "Once upon a time there", " was a"));
        assertTrue(failed.failure().detail().contains("did not come to an end"));
    }

    @Test
    void modelThatWantsAToolInsteadOfSpeakingIsReplaced() {
        assertInstanceOf(Outcome.Finished.class, stream(FINISHED));
        assertEquals(List.of("I am well."), heard);
    }

    @Test
    void stagesWithoutRoomForAModelAreSaidAsWritten() {
        var response = responder(FINISHED, "never")
                .respond(new Prompt(List.of("One.", "Two."), Optional.empty()));
        assertEquals(new Outcome.Finished(2, Optional.empty()), response.stream(this::take));
        assertEquals(List.of("One.", " Two."), heard);
    }

    @Test
    void whereTheTemplateLeavesNoRoomTheModelDeclines() {
        var response = new ModelResponder(saying(FINISHED, "never"))
                .respond(new Prompt(List.of("One."), Optional.empty()));
        assertInstanceOf(Outcome.Failed.class, response.stream(this::take));
    }

    @Test
    void sinkThatWantsNoMoreStopsTheModel() {
        var outcome = responder(FINISHED, "One two three four", " five", " six").respond(PROMPT)
                .stream(token -> {
                    heard.add(token);
                    return Sink.Next.STOP;
                });
        assertInstanceOf(Outcome.Stopped.class, outcome);
        assertEquals(List.of("One two three four"), heard);
    }

    private Outcome stream(ModelEnding ending, String... pieces) {
        return responder(ending, pieces).respond(PROMPT).stream(this::take);
    }

    private Sink.Next take(String token) {
        heard.add(token);
        return Sink.Next.GO_ON;
    }

    private static Responder responder(ModelEnding ending, String... pieces) {
        return new FallbackResponder(new ModelResponder(saying(ending, pieces)),
                new ScriptedResponder());
    }

    private static LanguageModel saying(ModelEnding ending, String... pieces) {
        return new LanguageModel() {

            @Override
            public String name() {
                return "m";
            }

            @Override
            public ModelAnswer ask(ModelRequest request) {
                return new Said(ending, List.of(pieces));
            }

            @Override
            public Health health() {
                return new Health.Well();
            }
        };
    }

    private record Said(ModelEnding ending, List<String> pieces) implements ModelAnswer {

        @Override
        public ModelEnding stream(Listener listener) {
            for (var piece : pieces) {
                if (listener.text(piece) == Next.STOP) {
                    return new ModelEnding.Stopped(Usage.NONE);
                }
            }
            return ending;
        }

        @Override
        public void close() {}
    }
}
