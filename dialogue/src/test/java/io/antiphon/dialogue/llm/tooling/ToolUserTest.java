package io.antiphon.dialogue.llm.tooling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import io.antiphon.dialogue.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolUserTest {

    private static final ToolOffer STOCK = new ToolOffer("stock", "Loaves left.",
            JsonNodeFactory.instance.objectNode());
    private static final ToolCall CALL = new ToolCall("1", "stock",
            JsonNodeFactory.instance.objectNode());

    private final List<ModelRequest> asked = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @Test
    void theModelGoesOnWithWhatTheToolSaid() {
        var user = new ToolUser(model(List.of(CALL), List.of()), (_, _, _) -> run("three"));
        var ending = user.ask(request()).stream(this::hear);
        assertEquals(List.of(), assertInstanceOf(ModelEnding.Finished.class, ending).calls());
        assertEquals(20, ending.usage().completionTokens());
        var result = assertInstanceOf(Message.ToolResult.class,
                asked.getLast().messages().getLast());
        assertEquals("three", result.text());
        assertEquals(List.of("round 1", "round 2"), said);
    }

    @Test
    void whoListensLearnsWhatTheToolSaid() {
        var user = new ToolUser(model(List.of(CALL), List.of()), (_, _, _) -> run("three"));
        user.ask(request()).stream(new ModelAnswer.Listener() {

            @Override
            public ModelAnswer.Next text(String piece) {
                return hear(piece);
            }

            @Override
            public void learned(String found) {
                said.add("learned " + found);
            }
        });
        assertEquals(List.of("round 1", "learned three", "round 2"), said);
    }

    @Test
    void anUnknownToolIsToldToTheModelNotToTheCaller() {
        var user = new ToolUser(model(List.of(CALL), List.of()), (_, _, _) -> Optional.empty());
        assertInstanceOf(ModelEnding.Finished.class, user.ask(request()).stream(this::hear));
        assertTrue(asked.getLast().messages().getLast().text().startsWith("There is no such"));
    }

    @Test
    void whoAsksForToolsForEverIsStopped() {
        var user = new ToolUser(model(List.of(CALL), List.of(CALL), List.of(CALL), List.of(CALL)),
                (_, _, _) -> run("three"));
        assertInstanceOf(ModelEnding.Failed.class, user.ask(request()).stream(this::hear));
        assertEquals(3, asked.size());
    }

    @Test
    void closingEndsTheTool() {
        var cancelled = new ArrayList<String>();
        var answers = new ArrayList<ModelAnswer>();
        var user = new ToolUser(model(List.of(CALL), List.of()),
                (_, _, _) -> Optional.of(new ToolUser.Tools.Run() {

                    @Override
                    public ToolUser.Tools.Told await() {
                        answers.getFirst().close();
                        return told("late");
                    }

                    @Override
                    public void cancel() {
                        cancelled.add("cancelled");
                    }
                }));
        answers.add(user.ask(request()));
        assertInstanceOf(ModelEnding.Stopped.class, answers.getFirst().stream(this::hear));
        assertEquals(List.of("cancelled"), cancelled);
        assertEquals(1, asked.size());
    }

    private ModelAnswer.Next hear(String piece) {
        said.add(piece);
        return ModelAnswer.Next.GO_ON;
    }

    private static ToolUser.Tools.Told told(String text) {
        return new ToolUser.Tools.Told(text, ToolUser.Tools.Then.GO_ON);
    }

    private static Optional<ToolUser.Tools.Run> run(String result) {
        return Optional.of(new ToolUser.Tools.Run() {

            @Override
            public ToolUser.Tools.Told await() {
                return told(result);
            }

            @Override
            public void cancel() {
                // Done before anybody could.
            }
        });
    }

    private static ModelRequest request() {
        var plain = ModelRequest.spoken(List.of(new Message.Caller("how many")), 80);
        return new ModelRequest(plain.task(), "call", plain.messages(),
                ModelRequest.Form.tools(80, List.of(STOCK)), plain.deadlines());
    }

    /** A model that asks for these tools, round by round. */
    @SafeVarargs
    private LanguageModel model(List<ToolCall>... rounds) {
        return new LanguageModel() {

            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public ModelAnswer ask(ModelRequest request) {
                asked.add(request);
                int round = asked.size();
                return new ModelAnswer() {

                    @Override
                    public ModelEnding stream(Listener listener) {
                        listener.text("round " + round);
                        return new ModelEnding.Finished(new Usage(0, 0, 10), rounds[round - 1]);
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                };
            }

            @Override
            public Health health() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
