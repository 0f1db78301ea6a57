package io.antiphon.bench;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.ModelRequest.Form;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.Alarm;
import io.antiphon.dialogue.llm.route.Backoff;
import io.antiphon.dialogue.llm.route.ModelRouter;
import io.antiphon.dialogue.llm.route.Provider;
import io.antiphon.dialogue.llm.route.Route;
import io.antiphon.dialogue.llm.route.Route.Order;
import io.antiphon.dialogue.llm.route.cache.AnswerCache;
import io.antiphon.dialogue.llm.route.cache.ExactCache;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.llm.spend.Price;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a router adds to an answer, with models that cost nothing and a conversation of sixteen turns.
 *
 * <p>Question: does a caller wait for the routing? Budget: 1 ms at the 99th percentile, on every way: whoever is
 * first answers; the first is left alone and the second fails; the answer was given before; two are asked at once, each
 * on a thread of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class RoutingBench {

    private static final int TURNS = 16;
    private static final ModelEnding FINISHED = new ModelEnding.Finished(new Usage(400, 300, 3),
            List.of());
    private static final ModelEnding FAILED = new ModelEnding.Failed(Usage.NONE,
            new EngineFailure(Kind.REFUSED, "m", "refuses"));

    private final ModelRequest request = request();
    private final LanguageModel answers = new Ready("a", FINISHED);
    private final LanguageModel refuses = new Ready("r", FAILED);
    private final LanguageModel broken = new Ready("b", new ModelEnding.Failed(Usage.NONE,
            new EngineFailure(Kind.BROKEN, "b", "broken")));
    private final ModelRouter straight = router(Order.LISTED, OptionalLong.empty(), List.of(),
            answers, refuses);
    private final ModelRouter third = router(Order.FASTEST, OptionalLong.empty(), List.of(),
            broken, refuses, answers);
    private final ModelRouter known = router(Order.LISTED, OptionalLong.empty(),
            List.of(new ExactCache(500, Long.MAX_VALUE / 2, System::nanoTime)), answers);
    private final ModelRouter hedged = router(Order.LISTED, OptionalLong.of(1_000_000_000L),
            List.of(), answers, refuses);

    /** The model alone, to be taken off the others. */
    @Benchmark
    public ModelEnding withoutARouter() {
        return answers.ask(request).stream(_ -> ModelAnswer.Next.GO_ON);
    }

    @Benchmark
    public ModelEnding firstAnswers() {
        return stream(straight);
    }

    @Benchmark
    public ModelEnding thirdAnswers() {
        return stream(third);
    }

    @Benchmark
    public ModelEnding answerIsKnown() {
        return stream(known);
    }

    @Benchmark
    public ModelEnding onThreadsOfARace() {
        return stream(hedged);
    }

    private ModelEnding stream(ModelRouter router) {
        return router.ask(request).stream(_ -> ModelAnswer.Next.GO_ON);
    }

    private static ModelRouter router(Order order, OptionalLong hedgeAfterNs,
            List<AnswerCache> caches, LanguageModel... models) {
        var providers = new ArrayList<Provider>();
        for (var model : models) {
            providers.add(new Provider(model.name(), model, new Price(3000, 300, 15_000)));
        }
        var routes = new EnumMap<Task, Route>(Map.of(Task.RESPOND,
                new Route(providers, order, 2, hedgeAfterNs, caches)));
        var alarms = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                .daemon()
                .factory());
        return new ModelRouter(routes, new ModelRouter.Means(System::nanoTime, Alarm.of(alarms),
                Thread.ofVirtual().factory(), new Ledger(Budget.UNLIMITED), Backoff.USUAL,
                new Random(1), _ -> {}));
    }

    private static ModelRequest request() {
        var messages = new ArrayList<Message>();
        messages.add(new Message.Instruction("You are a receptionist. ".repeat(30)));
        for (int turn = 0; turn < TURNS; turn++) {
            String words = "turn number " + turn + ", in which somebody says a sentence";
            messages.add(turn % 2 == 0 ? new Message.Agent(words) : new Message.Caller(words));
        }
        return new ModelRequest(Task.RESPOND, "call", messages, Form.text(80), Deadlines.SPOKEN);
    }

    /** A model that has its answer ready: three pieces, unless it fails. */
    private record Ready(String name, ModelEnding ending) implements LanguageModel, ModelAnswer {

        @Override
        public ModelAnswer ask(ModelRequest request) {
            return this;
        }

        @Override
        public ModelEnding stream(Listener listener) {
            if (ending instanceof ModelEnding.Finished) {
                listener.text("Good");
                listener.text(" day");
                listener.text(".");
            }
            return ending;
        }

        @Override
        public Health health() {
            return new Health.Well();
        }

        @Override
        public void close() {}
    }
}
