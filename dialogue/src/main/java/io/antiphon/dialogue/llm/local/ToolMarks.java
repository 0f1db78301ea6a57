package io.antiphon.dialogue.llm.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.dialogue.llm.ToolOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the words of an answer from the tools that it calls behind them, while it comes in pieces:
 * {@code words<tool_call>{"name":"x","arguments":{}}</tool_call>}, with one call or several. What else stands behind
 * the first mark is nothing. Where no tools were offered, all is words. Belongs to the thread that streams the answer.
 *
 * <pre>
 * WORDS -- mark --> CALL -- its end --> BEHIND -- anything else --> OVER
 *                     ^------- mark -------'
 * </pre>
 */
final class ToolMarks {

    private static final String CALL = ToolText.CALL;
    private static final String END = ToolText.CALL_END;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Set<String> offered;
    private final StringBuilder pending = new StringBuilder();
    private final List<String> written = new ArrayList<>();
    private Where where = Where.WORDS;

    private enum Where {
        WORDS,
        CALL,
        BEHIND,
        OVER
    }

    /** The calls of an answer, or what is wrong with them. */
    record Calls(List<ToolCall> calls, Optional<String> flaw) {

        private static Calls flawed(String flaw) {
            return new Calls(List.of(), Optional.of(flaw));
        }
    }

    ToolMarks(List<ToolOffer> offers) {
        offered = offers.stream().map(ToolOffer::name).collect(Collectors.toSet());
    }

    /** Takes some more of the answer; answers with what is certainly words by now, perhaps nothing. */
    String take(String piece) {
        if (offered.isEmpty()) {
            return piece;
        }
        pending.append(piece);
        String words = where == Where.WORDS ? words() : "";
        while ((where == Where.CALL && ends()) || (where == Where.BEHIND && begins())) {
            // One call after the other.
            assert !written.isEmpty();
        }
        return words;
    }

    private String words() {
        int mark = pending.indexOf(CALL);
        int end = mark < 0 ? pending.length() - begun() : mark;
        String words = pending.substring(0, end);
        pending.delete(0, mark < 0 ? end : end + CALL.length());
        where = mark < 0 ? Where.WORDS : Where.CALL;
        return words;
    }

    /** How many letters at the end may be the beginning of the mark. */
    private int begun() {
        int most = Math.min(pending.length(), CALL.length() - 1);
        while (!CALL.startsWith(pending.substring(pending.length() - most))) {
            most--;
        }
        return most;
    }

    private boolean ends() {
        int end = pending.indexOf(END);
        if (end < 0) {
            return false;
        }
        written.add(pending.substring(0, end));
        pending.delete(0, end + END.length());
        where = Where.BEHIND;
        return true;
    }

    private boolean begins() {
        String behind = pending.toString().stripLeading();
        if (behind.startsWith(CALL)) {
            pending.setLength(0);
            pending.append(behind, CALL.length(), behind.length());
            where = Where.CALL;
        } else if (!CALL.startsWith(behind)) {
            where = Where.OVER;
        }
        return where == Where.CALL;
    }

    /** Whether whatever else comes changes nothing any more. */
    boolean isOver() {
        return where == Where.OVER;
    }

    /** No more comes: what looked like the beginning of a mark was words. */
    String rest() {
        String words = where == Where.WORDS ? pending.toString() : "";
        pending.setLength(0);
        return words;
    }

    /** No more comes: the tool calls, each checked as far as that is possible without knowing the tools. */
    Calls calls() {
        if (where == Where.CALL) {
            return Calls.flawed("the model began to call a tool and did not end it");
        }
        var calls = new ArrayList<ToolCall>();
        for (var each : written) {
            var call = object(each);
            if (call.isEmpty()) {
                return Calls.flawed("the model called a tool with what is no JSON object");
            }
            String tool = call.get().path("name").asText("");
            if (!offered.contains(tool)) {
                return Calls.flawed("the model called a tool that it was not offered");
            }
            // Models leave the arguments out where there are none.
            var arguments = call.get().path("arguments");
            if (!arguments.isObject() && !arguments.isMissingNode() && !arguments.isNull()) {
                return Calls.flawed("the model called a tool with arguments that are no object");
            }
            calls.add(new ToolCall("call_" + calls.size(), tool,
                    arguments.isObject() ? arguments : JSON.createObjectNode()));
        }
        return new Calls(calls, Optional.empty());
    }

    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
