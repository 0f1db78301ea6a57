package io.antiphon.bench;

import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.local.LocalModel;
import io.antiphon.dialogue.llm.local.engine.Ending;
import io.antiphon.dialogue.llm.local.engine.Request;
import io.antiphon.dialogue.llm.local.engine.Request.Sampling;
import io.antiphon.dialogue.llm.local.engine.TextEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many tokens a second the model of this process reads and writes in each of its engines, all with the same
 * weights, one thread, and the same prompt.
 *
 * <p>Question: what does the same token loop cost with PyTorch (DJL) and with ONNX Runtime, and what does a loop cost
 * that is written for it (llama.cpp)? Budget: 200 tokens a second written, for speech takes four. The answer is greedy
 * and the same in all three: 25 tokens behind a prompt of 144, one of the model's {@code fixtures/answers.json}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 4)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class TokenLoopBench {

    private static final String PERSONA = """
            You are the friendly receptionist of Lindenhof Practice, a small dental practice. You can tell the opening \
            hours, make, move and cancel appointments, and take messages. You give no medical advice.
            You are speaking on the telephone. Answer in one or two short sentences of plain spoken
            English, without lists, markup or emoji. Do not invent facts about the business.
            Help the caller with appointments, opening hours and messages. Ask for what is missing, one thing at a time, \
            and have it confirmed.
            Opening hours: Monday to Friday from nine in the morning until five in the afternoon.""";
    private static final String ANSWER = "We are open Monday to Friday from nine in the morning until five in the"
            + " afternoon. What else can I do for you?";

    private static final int TOKENS = 25;

    /** More than the answer has. */
    private static final int LONGEST = 60;

    @Param({"djl", "onnx", "llama"})
    private String engine = "";
    private Optional<LocalModel> model = Optional.empty();
    private final StringBuilder said = new StringBuilder();
    private int call;

    /** Counted by the benchmark's thread; JMH tells how many there were in a second. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Counted {
        public long tokens;
    }

    @Setup
    public void open() {
        var opened = LocalModel.open(engine, Shipped.models().resolve("lm"),
                Executors.defaultThreadFactory(), System::nanoTime);
        model = switch (opened) {
            case LocalModel.Opened.Ready(var ready) -> Optional.of(ready);
            case LocalModel.Opened.Refused(var failure) ->
                throw new IllegalStateException(failure.detail());
        };
        var counts = answer(PERSONA, LONGEST).counts();
        if (!said.toString().equals(ANSWER) || counts.generatedTokens() != TOKENS) {
            throw new IllegalStateException(engine + " says: " + said + ", " + counts);
        }
    }

    /** The answer, behind a prompt that was read before but for its last token. */
    @Benchmark
    public Ending written(Counted counted) {
        var ending = answer(PERSONA, LONGEST);
        counted.tokens += ending.counts().generatedTokens();
        return ending;
    }

    /** A prompt of which nothing was read before, and one token behind it. */
    @Benchmark
    public Ending read(Counted counted) {
        var ending = answer(call++ + " " + PERSONA, 1);
        counted.tokens += ending.counts().promptTokens() - ending.counts().reusedTokens();
        return ending;
    }

    private Ending answer(String system, int tokens) {
        said.setLength(0);
        var messages = List.<Message>of(new Message.Instruction(system),
                new Message.Agent("Lindenhof Practice, good day. How can I help you?"),
                new Message.Caller("when are you open"));
        var ending = new CompletableFuture<Ending>();
        model.orElseThrow()
                .ask(new Request(messages, tokens, Sampling.GREEDY, Optional.empty(),
                        System.nanoTime() + TimeUnit.MINUTES.toNanos(1)), new Wanting(),
                        ending::complete);
        return ending.join();
    }

    /** Wants everything. */
    private final class Wanting implements TextEngine.Listener {

        @Override
        public void hear(String text) {
            said.append(text);
        }

        @Override
        public boolean wantsMore() {
            return true;
        }
    }

    @TearDown
    public void close() {
        model.ifPresent(LocalModel::close);
    }
}
