package io.antiphon.bench;

import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.decide.Decision;
import io.antiphon.dialogue.decide.DecisionEngine;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.decide.Input;
import io.antiphon.dialogue.history.History;
import io.antiphon.dialogue.history.Turn;
import io.antiphon.dialogue.prompt.Digest;
import io.antiphon.dialogue.prompt.PromptWriter;
import io.antiphon.dialogue.respond.Prompt;
import java.time.LocalDateTime;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to decide what to do about a turn, extraction and intents by words included.
 *
 * <p>Question: does a draft at each pause of a caller, and the decision at the end of a turn, weigh anything against
 * the 200 ms? Budget: 200 µs a turn.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class DecisionBench {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 10, 12, 0);

    @Param({"front-desk", "support", "sales-qualification"})
    private String agent = "";

    private DecisionEngine engine = engine("front-desk");
    private DialogueState opened = engine.beginning();
    private PromptWriter prompts = new PromptWriter(engine.template());

    private static DecisionEngine engine(String agent) {
        return switch (Agents.find(agent)) {
            case TemplateReading.Accepted(var template) -> new DecisionEngine(template);
            case TemplateReading.Refused refused ->
                throw new IllegalStateException(refused.describe());
        };
    }

    @Setup
    public void open() {
        engine = engine(agent);
        prompts = new PromptWriter(engine.template());
        opened = engine.decide(engine.beginning(), new Input.Opening(), NOW).state();
    }

    /** A wish with values in it. */
    @Benchmark
    public Decision wish() {
        return engine.decide(opened,
                new Input.Said("i would like to make an appointment on tuesday at half past two"),
                NOW);
    }

    /** What nothing understands, which all readings look at. */
    @Benchmark
    public Decision riddle() {
        return engine.decide(opened,
                new Input.Said("well the weather has been rather strange these last days"), NOW);
    }

    /** A decision, and the prompt for a model. */
    @Benchmark
    public Prompt prompt() {
        var history = History.EMPTY.and(new Turn.CallerSaid("hello there"));
        return prompts.write(engine.decide(opened, new Input.Said("hm what"), NOW), history,
                Digest.NONE);
    }
}
