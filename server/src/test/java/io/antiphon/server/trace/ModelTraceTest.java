package io.antiphon.server.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.RouteTrace;
import io.antiphon.dialogue.llm.route.RouteTrace.Outcome;
import io.antiphon.dialogue.llm.route.RouteTrace.Tried;
import io.antiphon.dialogue.llm.route.RouteTrace.What;
import io.antiphon.dialogue.llm.spend.Ledger.Entry;
import io.antiphon.dialogue.llm.spend.Ledger.Statement;
import io.antiphon.dialogue.llm.spend.Spent;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTraceTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anAnswerTellsWhoWasTriedAndWhenItsFirstWordCame() throws Exception {
        var failure = new EngineFailure(Kind.TIMED_OUT, "far", "nothing came");
        var tried = List.of(
                new Tried("far", What.FAILED, Optional.of(failure), 900_000_000, Usage.NONE, 0),
                new Tried("near", What.ANSWERED, Optional.empty(), 600_000_000,
                        new Usage(400, 0, 20), 0));
        var told = told(trace -> trace.answered(new RouteTrace(Task.RESPOND, "c1", tried,
                Optional.of("near"), Outcome.ANSWERED, OptionalLong.of(1_200_000_000),
                1_500_000_000))).getFirst();
        assertEquals("model.answer", told.path("type").asText());
        assertEquals("c1", told.path("call").asText());
        assertEquals("near", told.path("by").asText());
        assertEquals(1200, told.path("firstTokenMs").asDouble());
        assertEquals("timed out", told.at("/tried/0/because").asText());
        assertEquals(420, told.at("/tried/1/tokens").asInt());
    }

    @Test
    void thatTheBudgetIsSpentIsToldOnce() throws Exception {
        var told = told(trace -> {
            trace.answered(refused(Outcome.SPENT));
            trace.answered(refused(Outcome.STILL_SPENT));
        });
        assertEquals(List.of("models.spent"),
                told.stream().map(event -> event.path("type").asText()).toList());
    }

    @Test
    void theEndTellsWhatAllOfItTook() throws Exception {
        var all = new Statement(List.of(new Entry(Task.EXTRACT, "near",
                Spent.answer(new Usage(100, 0, 5), 2_000_000, 300_000_000))), 3);
        var told = told(trace -> {
            trace.over("c1", all);
            trace.over("c2", Statement.EMPTY);
        });
        assertEquals(1, told.size());
        assertEquals(3, told.getFirst().path("refused").asInt());
        assertEquals(0.002, told.getFirst().path("money").asDouble());
        assertEquals("extract", told.getFirst().at("/by/0/task").asText());
    }

    @Test
    void answersOnNobodysAccountAreNobodysEvents() throws Exception {
        assertTrue(told(trace -> trace.answered(new RouteTrace(Task.JUDGE, "", List.of(),
                Optional.empty(), Outcome.CACHED, OptionalLong.of(1), 1))).isEmpty());
    }

    private static RouteTrace refused(Outcome outcome) {
        return new RouteTrace(Task.RESPOND, "c1", List.of(), Optional.empty(), outcome,
                OptionalLong.empty(), 10);
    }

    private List<JsonNode> told(Consumer<ModelTrace> what) throws IOException {
        var file = folder.resolve("events.jsonl");
        try (var events = EventLog.to(file, Thread.ofPlatform().factory())) {
            what.accept(new ModelTrace(Optional.of(events), () -> 0));
        }
        var told = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(file)) {
            told.add(new ObjectMapper().readTree(line));
        }
        return told;
    }
}
