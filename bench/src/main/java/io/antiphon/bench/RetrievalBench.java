package io.antiphon.bench;

import io.antiphon.dialogue.embed.MiniLm;
import io.antiphon.dialogue.knowledge.Finding;
import io.antiphon.dialogue.knowledge.KnowledgeBase;
import io.antiphon.dialogue.knowledge.index.Filter;
import io.antiphon.dialogue.knowledge.spec.DocumentSet;
import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * From a caller's question to the passages that answer it, among 2000, in an index on disk.
 *
 * <p>Question: may the documents be asked in each turn before anything is said? Budget: 10 ms, half of the questions,
 * with the embedding of the question.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class RetrievalBench {

    private static final int PASSAGES = 2000;
    private static final Filter AGENT = Filter.of("bench");
    private static final List<String> THINGS = List.of("printer", "invoice", "password", "router",
            "appointment", "insurance", "delivery", "subscription", "battery", "keyboard");
    private static final List<String> DEEDS = List.of("is repaired", "is replaced", "is cancelled",
            "is paid for", "is sent back", "is registered", "is renewed", "is cleaned");

    private Optional<MiniLm> model = Optional.empty();
    private Optional<KnowledgeBase> base = Optional.empty();
    private Path folder = Path.of("");

    @Setup
    public void index() throws IOException {
        folder = Files.createTempDirectory("retrieval");
        Files.writeString(folder.resolve("handbook.md"), handbook());
        var opened = switch (MiniLm.open()) {
            case MiniLm.Opened.Ready(var ready) -> ready;
            case MiniLm.Opened.Refused(var failure) ->
                throw new IllegalStateException(failure.detail());
        };
        model = Optional.of(opened);
        base = switch (KnowledgeBase.open(folder.resolve("index"), opened)) {
            case KnowledgeBase.Opened.Ready(var ready) -> Optional.of(ready);
            case KnowledgeBase.Opened.Refused(var failure) ->
                throw new IllegalStateException(failure.detail());
        };
        var set = new DocumentSet("bench", folder,
                List.of(new Source("handbook.md", Set.of(), 1, 1)));
        var refreshed = base.orElseThrow().refresh(List.of(set)).toString();
        if (!refreshed.contains("passages=" + PASSAGES)) {
            throw new IllegalStateException(refreshed);
        }
    }

    private static String handbook() {
        var text = new StringBuilder();
        for (int i = 0; i < PASSAGES; i++) {
            var thing = THINGS.get(i % THINGS.size());
            var deed = DEEDS.get(i / THINGS.size() % DEEDS.size());
            text.append("## Case ")
                    .append(i)
                    .append("\n\nWhen a ")
                    .append(thing)
                    .append(' ')
                    .append(deed)
                    .append(" in region ")
                    .append(i / 80)
                    .append(", it takes ")
                    .append(i % 9 + 2)
                    .append(" days. Keep the number ")
                    .append(i * 37)
                    .append(" at hand when you call us about it. There is no charge in the first year.\n\n");
        }
        return text.toString();
    }

    @Benchmark
    public Finding answered() {
        return base.orElseThrow().find("how long does it take until my printer is repaired", AGENT);
    }

    @Benchmark
    public Finding notKnown() {
        return base.orElseThrow().find("who is the president of france", AGENT);
    }

    @TearDown
    public void close() throws IOException {
        base.ifPresent(KnowledgeBase::close);
        model.ifPresent(MiniLm::close);
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
