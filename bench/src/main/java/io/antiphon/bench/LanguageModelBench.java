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
 * What an answer of the model in this process costs.
 *
 * <p>Question: how soon does a caller hear the first word, with and without what was read before, and how long does a
 * token take? Budget: 100 ms to the first token of a new prompt, 5 ms a token. The prompt and the answer are the first of
 * the model's {@code fixtures/answers.json}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 5)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class LanguageModelBench {

    private static final String PERSONA = """
            You are the friendly receptionist of Lindenhof Practice, a small dental practice. You can tell the opening \
            hours, make, move and cancel appointments, and take messages. You give no medical advice.
            You are speaking on the telephone. Answer in one or two short sentences of plain spoken
            English, without lists, markup or emoji. Do not invent facts about the business.
            Answer the caller's small talk in one short friendly sentence. Ask no question.""";

    @Param({"djl", "onnx", "llama"})
    private String engine = "";
    private Optional<LocalModel> model = Optional.empty();
    private int call;

    @Setup
    public void open() {
        var opened = LocalModel.open(engine, Shipped.models().resolve("lm"),
                Executors.defaultThreadFactory(), System::nanoTime);
        model = switch (opened) {
            case LocalModel.Opened.Ready(var ready) -> Optional.of(ready);
            case LocalModel.Opened.Refused(var failure) ->
                throw new IllegalStateException(failure.detail());
        };
    }

    /** Of a prompt of which nothing was read before. */
    @Benchmark
    public Ending firstTokenOfANewPrompt() {
        return answer(call++ + " " + PERSONA, 1);
    }

    /** Of a prompt that was all read before. */
    @Benchmark
    public Ending firstTokenOfAKnownPrompt() {
        return answer(PERSONA, 1);
    }

    /** Behind a known prompt. */
    @Benchmark
    public Ending wholeAnswer() {
        return answer(PERSONA, 60);
    }

    private Ending answer(String system, int tokens) {
        var messages = List.<Message>of(new Message.Instruction(system),
                new Message.Agent("Lindenhof Practice, good day. How can I help you?"),
                new Message.Caller("how are you today"));
        var ending = new CompletableFuture<Ending>();
        model.orElseThrow()
                .ask(new Request(messages, tokens, Sampling.GREEDY, Optional.empty(),
                        System.nanoTime() + TimeUnit.MINUTES.toNanos(1)), new Wanting(),
                        ending::complete);
        return ending.join();
    }

    /** Wants everything and keeps nothing. */
    private static final class Wanting implements TextEngine.Listener {

        @Override
        public void hear(String text) {}

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
