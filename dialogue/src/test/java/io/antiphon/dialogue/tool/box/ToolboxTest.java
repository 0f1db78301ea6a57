package io.antiphon.dialogue.tool.box;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolOffer;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.box.Toolbox.Entry;
import io.antiphon.dialogue.tool.spec.BargeIn;
import io.antiphon.dialogue.tool.spec.Effect;
import io.antiphon.dialogue.tool.spec.InputSchema;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import io.antiphon.dialogue.tool.spec.ToolSpec.Timing;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ToolboxTest {

    private static final ToolResult BUSY = failed(Kind.BUSY, false);
    private static final ToolResult LOST = failed(Kind.UNREACHABLE, true);
    private static final ToolResult DONE = new Done(
            JsonNodeFactory.instance.objectNode().put("status", "sent"));

    private final VirtualTime time = new VirtualTime();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
    private final Journal journal = new Journal();

    @AfterEach
    void end() {
        watchdog.shutdownNow();
        turns.shutdownNow();
    }

    @Test
    void toolsAreOfferedWithTheirSchemas() {
        var tool = new Scripted(false, DONE);
        assertEquals(List.of(new ToolOffer("find", "Finds an order.", schema().json())),
                box(tool, Effect.READ, 1).offers());
    }

    @Test
    void unknownToolIsRefusedWithTheKnownOnes() {
        var result = box(new Scripted(false, DONE), Effect.READ, 1)
                .begin(new ToolCall("k", "fnid", arguments("4711"), new CallId("call")))
                .await();
        assertEquals(new Refused("there is no tool \"fnid\", only find"), result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"number\": 4711}", "{\"number\": \"x\"}",
            "{\"number\": \"4711\", \"admin\": true}"})
    void argumentsThatDoNotFitNeverReachTheTool(String arguments) throws Exception {
        var tool = new Scripted(false, DONE);
        var result = box(tool, Effect.WRITE, 0).begin(new ToolCall("k", "find",
                (ObjectNode) new ObjectMapper().readTree(arguments), new CallId("call"))).await();
        assertInstanceOf(Refused.class, result);
        assertEquals(0, tool.calls.get());
    }

    @Test
    void fieldsAreTakenOutOfTheAnswer() {
        var done = assertInstanceOf(Done.class,
                run(box(new Scripted(false, DONE), Effect.READ, 0), "k"));
        assertEquals(Map.of("order_status", "sent"), done.fields());
    }

    @Test
    void readingIsTriedAgainAfterAFailureThatMayPass() {
        var tool = new Scripted(false, LOST, DONE);
        assertInstanceOf(Done.class, run(box(tool, Effect.READ, 1), "k"));
        assertEquals(2, tool.calls.get());
    }

    @Test
    void triesEndWithTheRetries() {
        var tool = new Scripted(false, BUSY, BUSY, BUSY, DONE);
        assertInstanceOf(Failed.class, run(box(tool, Effect.READ, 2), "k"));
        assertEquals(3, tool.calls.get());
    }

    @Test
    void whatIsNotWorthRetryingIsNotRetried() {
        var tool = new Scripted(false, failed(Kind.BROKEN, false), DONE);
        assertInstanceOf(Failed.class, run(box(tool, Effect.READ, 3), "k"));
        assertEquals(1, tool.calls.get());
    }

    @Test
    void writeOfUnknownOutcomeIsNotTriedAgain() {
        var tool = new Scripted(false, LOST, DONE);
        var box = box(tool, Effect.WRITE, 3);
        var failed = assertInstanceOf(Failed.class, run(box, "k"));
        assertTrue(failed.perhapsDone());
        assertEquals(failed, run(box, "k"), "nor by the same decision");
        assertEquals(1, tool.calls.get());
    }

    @Test
    void writeThatCertainlyDidNotHappenIsTriedAgain() {
        var tool = new Scripted(false, BUSY, DONE);
        assertInstanceOf(Done.class, run(box(tool, Effect.WRITE, 1), "k"));
    }

    @Test
    void writeOfUnknownOutcomeIsTriedAgainWhereTheKeyIsHeeded() {
        var tool = new Scripted(true, LOST, DONE);
        assertInstanceOf(Done.class, run(box(tool, Effect.WRITE, 1), "k"));
        assertEquals(2, tool.calls.get());
    }

    @Test
    void sameDecisionWritesOnce() {
        var tool = new Scripted(false, DONE, LOST);
        var box = box(tool, Effect.WRITE, 0);
        assertEquals(run(box, "k"), run(box, "k"));
        assertEquals(1, tool.calls.get());
    }

    @Test
    void anotherDecisionOrAnotherCallWritesAgain() {
        var tool = new Scripted(false, DONE, DONE, DONE);
        var box = box(tool, Effect.WRITE, 0);
        run(box, "k");
        run(box, "l");
        box.begin(new ToolCall("k", "find", arguments("4711"), new CallId("other"))).await();
        assertEquals(3, tool.calls.get());
    }

    @Test
    void whoAsksWhileItIsBeingDoneGetsTheSameEnd() throws Exception {
        var tool = new Held();
        var box = box(tool, Effect.WRITE, 0);
        var first = CompletableFuture.supplyAsync(() -> run(box, "k"), turns);
        assertTrue(tool.begun.await(10, SECONDS));
        var second = CompletableFuture.supplyAsync(() -> run(box, "k"), turns);
        tool.release.complete(DONE);
        assertEquals(first.get(10, SECONDS), second.get(10, SECONDS));
        assertEquals(1, tool.calls.get());
    }

    @Test
    void toolThatHangsIsGivenUp() {
        var failed = assertInstanceOf(Failed.class, run(box(new Held(), Effect.WRITE, 0), "k"));
        assertEquals(Kind.TIMED_OUT, failed.failure().kind());
        assertTrue(failed.perhapsDone());
    }

    @Test
    void cancelEndsTheWaitAndSaysWhatIsUnknown() throws Exception {
        var tool = new Held();
        var run = box(tool, Effect.WRITE, 0, 9_000)
                .begin(new ToolCall("k", "find", arguments("4711"), new CallId("call")));
        var result = CompletableFuture.supplyAsync(run::await, turns);
        assertTrue(tool.begun.await(10, SECONDS));
        run.cancel();
        assertEquals(new Cancelled(true), result.get(10, SECONDS));
    }

    @Test
    void cancelledReadIsTriedNoMore() throws Exception {
        var tool = new Scripted(false, BUSY, DONE);
        var run = box(tool, Effect.READ, 1)
                .begin(new ToolCall("k", "find", arguments("4711"), new CallId("call")));
        run.cancel();
        assertEquals(new Cancelled(false), run.await());
        assertEquals(0, tool.calls.get());
    }

    @Test
    void toolThatKeepsFailingIsLeftAloneForAWhile() {
        var tool = new Scripted(false, LOST, LOST, LOST, LOST, LOST, DONE);
        var box = box(tool, Effect.READ, 0);
        for (int i = 0; i < 5; i++) {
            run(box, "k");
        }
        var failed = assertInstanceOf(Failed.class, run(box, "k"));
        assertFalse(failed.perhapsDone());
        assertEquals(5, tool.calls.get());
        time.advance(Duration.ofSeconds(15).toNanos());
        assertInstanceOf(Done.class, run(box, "k"));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 100", "1, 1, 200", "2, 1, 400", "3, 0.5, 600", "9, 1, 2000"})
    void pausesGrowAndVary(int attempts, double chance, long lengthMs) {
        assertEquals(lengthMs, Pauses.lengthMs(attempts, chance));
    }

    @Test
    void nothingThatACallerSaidIsPrinted() {
        var call = new ToolCall("k", "find", arguments("4711"), new CallId("call"));
        assertFalse(call.toString().contains("4711"));
        assertFalse(DONE.toString().contains("sent"));
        assertFalse(new Refused("4711").toString().contains("4711"));
    }

    private ToolResult run(Toolbox box, String key) {
        return box.begin(new ToolCall(key, "find", arguments("4711"), new CallId("call"))).await();
    }

    private Toolbox box(Tool tool, Effect effect, int retries) {
        return box(tool, effect, retries, 100);
    }

    private Toolbox box(Tool tool, Effect effect, int retries, int timeoutMs) {
        var spec = new ToolSpec("find", "Finds an order.", effect, schema(),
                Map.of("order_status", "/status", "nothing", "/no/such"),
                new Timing(timeoutMs, retries), BargeIn.FINISH, List.of(), new Source.Java("t"));
        return new Toolbox(List.of(new Entry(spec, tool)), journal,
                new Pauses(watchdog, ThreadLocalRandom.current()), time);
    }

    private static InputSchema schema() {
        var properties = JsonNodeFactory.instance.objectNode();
        properties.putObject("number").put("type", "string").put("pattern", "^[0-9]+$");
        return InputSchema.of(properties, List.of("number"));
    }

    private static ObjectNode arguments(String number) {
        return JsonNodeFactory.instance.objectNode().put("number", number);
    }

    private static ToolResult failed(Kind kind, boolean perhapsDone) {
        return new Failed(new EngineFailure(kind, "tool find", "so it goes"), perhapsDone);
    }

    /** Ends as it is told, each time. */
    private static final class Scripted implements Tool {

        private final boolean heedsKeys;
        private final List<ToolResult> results;
        private final AtomicInteger calls = new AtomicInteger();

        Scripted(boolean heedsKeys, ToolResult... results) {
            this.heedsKeys = heedsKeys;
            this.results = List.of(results);
        }

        @Override
        public ToolRun begin(ToolCall call) {
            var result = results.get(calls.getAndIncrement());
            return new ToolRun() {
                @Override
                public ToolResult await() {
                    return result;
                }

                @Override
                public void cancel() {
                    // It has ended.
                }
            };
        }

        @Override
        public boolean heedsKeys() {
            return heedsKeys;
        }
    }

    /** Works until it is released or cancelled. */
    private static final class Held implements Tool {

        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<ToolResult> release = new CompletableFuture<>();

        @Override
        public ToolRun begin(ToolCall call) {
            calls.incrementAndGet();
            var cancellation = new Cancellation();
            return new ToolRun() {
                @Override
                public ToolResult await() {
                    begun.countDown();
                    try {
                        return cancellation.await(release).orElse(new Cancelled(true));
                    } catch (ExecutionException e) {
                        throw new AssertionError(e);
                    }
                }

                @Override
                public void cancel() {
                    cancellation.cancel();
                }
            };
        }
    }
}
