package io.antiphon.dialogue.llm.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolMarksTest {

    private static final List<ToolOffer> OFFERS = List.of(offer("stock"), offer("hours"));
    private static final String STOCK = "<tool_call>{\"name\":\"stock\",\"arguments\":{\"of\":\"rye\"}}</tool_call>";
    private static final String HOURS = "<tool_call>{\"name\":\"hours\"}</tool_call>";

    private ToolMarks marks = new ToolMarks(OFFERS);
    private final List<String> said = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            %1$s||stock
            Let me look. %1$s|Let me look. |stock
            %1$s%2$s||stock hours
            One <b> moment <%1$s %2$s and more <tool_call>{|One <b> moment <|stock hours
            Nothing <tool_cal of the kind, 1 < 2 <tool|Nothing <tool_cal of the kind, 1 < 2 <tool|
            """)
    void howeverAnAnswerIsCutIntoPiecesItIsTheSame(String form, String words, String tools) {
        String answer = form.formatted(STOCK, HOURS);
        for (int first = 0; first <= answer.length(); first++) {
            for (int second = first; second <= answer.length(); second++) {
                hear(answer.substring(0, first), answer.substring(first, second),
                        answer.substring(second));
                assertEquals(words == null ? "" : words, String.join("", said));
                assertEquals(tools == null ? "" : tools, tools(), first + ", " + second);
            }
        }
        hear(ScriptedEngine.letters(answer));
        assertEquals(words == null ? "" : words, String.join("", said));
    }

    @Test
    void onlyWhatMayBecomeTheMarkIsHeldBack() {
        for (var piece : List.of("One moment. <", "<to", "ol", "<b> <tool_call", ">{")) {
            said.add(marks.take(piece));
        }
        assertEquals(List.of("One moment. ", "<", "", "<tool<b> ", ""), said);
    }

    @Test
    void spaceBetweenAndBehindCallsIsNothingAndOtherWordsEndThem() {
        hear(STOCK, " \n", HOURS, "\n ");
        assertEquals("stock hours", tools());
        assertFalse(marks.isOver());
        hear(STOCK, " \n<tool_", "x", HOURS);
        assertEquals("stock", tools());
        assertTrue(marks.isOver());
    }

    @Test
    void callsHaveNumbersAndArguments() {
        hear(STOCK + HOURS + STOCK);
        var rye = JsonNodeFactory.instance.objectNode().put("of", "rye");
        assertEquals(List.of(new ToolCall("call_0", "stock", rye),
                new ToolCall("call_1", "hours", JsonNodeFactory.instance.objectNode()),
                new ToolCall("call_2", "stock", rye)), marks.calls().calls());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <tool_call>                                               | did not end it
            <tool_call>{"name":"stock","arguments":{}}                | did not end it
            <tool_call>{"name":"stock","arguments":{}}</tool_call     | did not end it
            <tool_call></tool_call>                                   | no JSON object
            <tool_call>{"name":"stock"</tool_call>                    | no JSON object
            <tool_call>{"name":"stock"} {}</tool_call>                | no JSON object
            <tool_call>["stock"]</tool_call>                          | no JSON object
            <tool_call>stock</tool_call>                              | no JSON object
            <tool_call>{"name":"stock","arguments":"rye"}</tool_call> | arguments that are no object
            <tool_call>{"name":"stock","arguments":[1]}</tool_call>   | arguments that are no object
            <tool_call>{"name":"sell","arguments":{}}</tool_call>     | was not offered
            <tool_call>{"arguments":{}}</tool_call>                   | was not offered
            <tool_call>{"name":{"stock":1}}</tool_call>               | was not offered
            """)
    void brokenCallsAreToldWithoutTheirWords(String answer, String flaw) {
        hear("Well. " + HOURS + answer);
        assertEquals("Well. ", String.join("", said));
        var calls = marks.calls();
        assertEquals(Optional.of(true), calls.flaw().map(told -> told.endsWith(flaw)),
                calls.toString());
        assertEquals(List.of(), calls.calls());
    }

    @Test
    void whereNothingIsOfferedMarksAreWords() {
        marks = new ToolMarks(List.of());
        assertEquals(STOCK + "<tool", marks.take(STOCK + "<tool"));
        assertEquals("", marks.rest());
        assertEquals(List.of(), marks.calls().calls());
        assertEquals(Optional.empty(), marks.calls().flaw());
    }

    private void hear(String... pieces) {
        marks = new ToolMarks(OFFERS);
        said.clear();
        for (var piece : pieces) {
            said.add(marks.take(piece));
        }
        said.add(marks.rest());
    }

    private String tools() {
        var calls = marks.calls();
        assertEquals(Optional.empty(), calls.flaw());
        return String.join(" ", calls.calls().stream().map(ToolCall::tool).toList());
    }

    private static ToolOffer offer(String name) {
        return new ToolOffer(name, "It tells.", JsonNodeFactory.instance.objectNode());
    }
}
