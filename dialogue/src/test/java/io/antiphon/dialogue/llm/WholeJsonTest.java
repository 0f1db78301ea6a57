package io.antiphon.dialogue.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.ModelAnswer.Next;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeJsonTest {

    private final ScriptedModel model = new ScriptedModel("m");
    private final List<String> heard = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"{\"intent\": \"book\"}",
            "Here it is:\n```json\n{\"intent\":\"book\"}\n```",
            " {\"intent\":\"book\"} "})
    void jsonComesInOnePiece(String text) throws Exception {
        model.says(text.substring(0, 5), text.substring(5));
        assertInstanceOf(ModelEnding.Finished.class, stream());
        assertEquals(List.of("{\"intent\":\"book\"}"), heard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"intent\": ", "I would book.", "{\"other\":1}", "{\"intent\":1} }",
            "[\"intent\"]", ""})
    void whatIsNotAskedForFailsBeforeItsFirstWord(String text) throws Exception {
        model.says(text);
        var failed = assertInstanceOf(ModelEnding.Failed.class, stream());
        assertTrue(failed.failure().detail().startsWith("the answer was to be JSON"));
        assertEquals(100, failed.usage().promptTokens());
        assertTrue(heard.isEmpty());
    }

    @Test
    void answerWithoutEndIsStopped() throws Exception {
        model.says("x".repeat(200_000), "x".repeat(200_000), "x".repeat(200_000));
        assertInstanceOf(ModelEnding.Failed.class, stream());
    }

    @Test
    void textGoesThroughAsItComes() {
        model.says("Good", " day.");
        new WholeJson(model).ask(ModelRequest.spoken(List.of(), 9)).stream(this::take);
        assertEquals(List.of("Good", " day."), heard);
    }

    private ModelEnding stream() throws JsonProcessingException {
        var schema = new ObjectMapper()
                .readTree("{\"type\":\"object\",\"required\":[\"intent\"]}");
        return new WholeJson(model).ask(new ModelRequest(Task.EXTRACT, "c", List.of(),
                Form.json(60, schema), Deadlines.SPOKEN)).stream(this::take);
    }

    private Next take(String piece) {
        heard.add(piece);
        return Next.GO_ON;
    }
}
