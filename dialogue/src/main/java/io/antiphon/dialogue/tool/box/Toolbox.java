package io.antiphon.dialogue.tool.box;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.breaker.Breaker;
import io.antiphon.dialogue.breaker.BreakerRules;
import io.antiphon.dialogue.schema.SchemaCheck;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolOffer;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.spec.Effect;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import io.antiphon.time.NanoClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The tools of one template, shared by all its calls. Any thread. */
public final class Toolbox implements AutoCloseable {

    private static final BreakerRules RULES = new BreakerRules(5,
            Duration.ofSeconds(15).toNanos());

    private static final String UNKNOWN = "unknown";

    private final Map<String, Equipped> tools;
    private final Journal journal;
    private final Pauses pauses;
    private final BiConsumer<String, ToolResult> told;
    private final Set<String> off;

    /** A tool and what its template says about it. */
    public record Entry(ToolSpec spec, Tool tool) {}

    /** A tool with what watches over it. */
    record Equipped(ToolSpec spec, Tool tool, SchemaCheck check, Breaker breaker) {

        /** Whether trying again can do no harm, whatever became of the first attempt. */
        boolean isRepeatable() {
            return spec.effect() != Effect.WRITE || tool.heedsKeys();
        }
    }

    /** Closes the tools when it is closed itself. */
    public Toolbox(List<Entry> entries, Journal journal, Pauses pauses, NanoClock clock) {
        this(entries.stream()
                .map(entry -> new Equipped(entry.spec(), entry.tool(),
                        new SchemaCheck(entry.spec().input().json()), new Breaker(RULES, clock)))
                .collect(toMap(each -> each.spec().name(), identity(), (first, _) -> first,
                        LinkedHashMap::new)),
                journal, pauses, (_, _) -> {}, Set.of());
    }

    private Toolbox(Map<String, Equipped> tools, Journal journal, Pauses pauses,
            BiConsumer<String, ToolResult> told, Set<String> off) {
        this.tools = tools;
        this.journal = journal;
        this.pauses = pauses;
        this.told = told;
        this.off = off;
    }

    /** The same tools; {@code listener} learns how each run ends, on the thread that awaits it. */
    public Toolbox telling(BiConsumer<String, ToolResult> listener) {
        return new Toolbox(tools, journal, pauses, listener, off);
    }

    /** The same tools; these others of the template are not there, and need not be. */
    public Toolbox lacking(Set<String> others) {
        return new Toolbox(tools, journal, pauses, told, others);
    }

    /** Whether a tool is left out because something is missing that it needs. */
    public boolean isOff(String name) {
        return off.contains(name);
    }

    /** The tools as a language model is told of them, in the order of the template. */
    public List<ToolOffer> offers() {
        return specs().stream().map(ToolOffer::of).toList();
    }

    /** What is known of the tools, with what their servers added. */
    public List<ToolSpec> specs() {
        return tools.values().stream().map(Equipped::spec).toList();
    }

    public Optional<ToolSpec> spec(String name) {
        return Optional.ofNullable(tools.get(name)).map(Equipped::spec);
    }

    /** Begins; all the work is done by who awaits the run. */
    public ToolRun begin(ToolCall call) {
        return Optional.ofNullable(tools.get(call.tool()))
                .map(tool -> new ToldRun(new GuardedRun(tool, call, journal, pauses),
                        result -> told.accept(call.tool(), result)))
                .orElseGet(() -> new ToldRun(new RefusedRun("there is no tool \"" + call.tool()
                        + "\", only " + String.join(", ", tools.keySet())),
                        result -> told.accept(UNKNOWN, result)));
    }

    /** A run whose end somebody else learns as well. */
    private record ToldRun(ToolRun run, Consumer<ToolResult> told) implements ToolRun {

        @Override
        public ToolResult await() {
            var result = run.await();
            told.accept(result);
            return result;
        }

        @Override
        public void cancel() {
            run.cancel();
        }
    }

    /** A call is over: what it did is nobody's concern any more. */
    public void forget(CallId call) {
        journal.forget(call);
    }

    @Override
    public void close() {
        tools.values().forEach(each -> each.tool().close());
    }
}
