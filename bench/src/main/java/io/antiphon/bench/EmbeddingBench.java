package io.antiphon.bench;

import io.antiphon.dialogue.embed.MiniLm;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the direction of a sentence costs, once the model is open.
 *
 * <p>Question: may each turn of a caller be embedded before it is decided what to do? Budget: 5 ms for a sentence of 8
 * words, 15 ms for one of 30, half of the calls.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class EmbeddingBench {

    private static final String EIGHT = "my printer says that it has no paper";
    private static final String THIRTY = "hello i called last week because i could not get into my"
            + " account and somebody told me that it would be fixed by monday but it still does"
            + " not work";

    private Optional<MiniLm> model = Optional.empty();

    @Setup
    public void open() {
        model = switch (MiniLm.open()) {
            case MiniLm.Opened.Ready(var ready) -> Optional.of(ready);
            case MiniLm.Opened.Refused(var failure) ->
                throw new IllegalStateException(failure.detail());
        };
    }

    @Benchmark
    public float[] eightWords() {
        return model.orElseThrow().embed(EIGHT);
    }

    @Benchmark
    public float[] thirtyWords() {
        return model.orElseThrow().embed(THIRTY);
    }

    @TearDown
    public void close() {
        model.ifPresent(MiniLm::close);
    }
}
