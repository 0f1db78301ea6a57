package io.antiphon.server.metrics;

import io.antiphon.dialogue.breaker.BreakerState;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.ModelRouter;
import io.antiphon.dialogue.llm.route.RouteTrace;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.report.CallReport;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.server.call.CallView;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All that is counted, as {@code docs/api.md} lists it. Any thread counts, a few times a turn and never on the path of
 * frames: the counters are adders, which nobody waits for. What is a state and no sum is looked up when it is asked.
 */
public final class Meters {

    private static final double NANOS = 1e9;
    private static final List<String> BREAKER = List.of("closed", "open", "trying");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter calls = counter("antiphon_calls", "Calls that have ended.", "agent",
            "cause");
    private final Counter conversations = counter("antiphon_conversations",
            "Conversations that have ended, by what they came to.", "agent", "outcome");
    private final Counter turns = counter("antiphon_turns",
            "Turns of callers in conversations that have ended, by who answered them.", "agent",
            "by");
    private final Counter saved = counter("antiphon_tokens_saved",
            "What a model would have had to read for turns that went without one, estimated.",
            "agent");
    private final Counter answers = counter("antiphon_model_answers",
            "Answers that were wanted of language models, by what came of them.", "task",
            "outcome");
    private final Counter tries = counter("antiphon_model_tries",
            "Providers that were asked or passed over, by what came of it.", "task", "model",
            "what");
    private final Counter tokens = counter("antiphon_model_tokens",
            "Tokens, read (prompt, of these cached) and written (completion).", "task", "model",
            "kind");
    private final Counter money = counter("antiphon_model_money",
            "What answers cost, in what the prices of the configuration count.", "task", "model");
    private final Counter tools = counter("antiphon_tool_runs", "Runs of tools.", "agent", "tool",
            "outcome");
    private final Histogram firstToken = Histogram.builder()
            .name("antiphon_model_first_token_seconds")
            .help("From a question to the first text of its answer; caches count as cache.")
            .labelNames("task", "model")
            .classicOnly()
            .classicUpperBounds(0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)
            .withoutExemplars()
            .register(registry);

    /** Text for whoever collects it. */
    public record Page(String type, String text) {}

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    /** How the models stand; asked whenever the page is. */
    public void watch(ModelRouter models) {
        GaugeWithCallback.builder()
                .name("antiphon_model_breaker")
                .help("1 for the state that the breaker of a model is in at a task.")
                .labelNames("task", "model", "state")
                .callback(gauge -> models.shapes()
                        .forEach(shape -> BREAKER.forEach(state -> gauge.call(
                                state.equals(word(shape.breaker())) ? 1 : 0, word(shape.task()),
                                shape.provider(), state))))
                .register(registry);
        GaugeWithCallback.builder()
                .name("antiphon_model_well")
                .help("1 where a model was well when it was last looked at.")
                .labelNames("task", "model")
                .callback(gauge -> models.shapes()
                        .forEach(shape -> gauge.call(shape.isWell() ? 1 : 0, word(shape.task()),
                                shape.provider())))
                .register(registry);
    }

    /** The calls that there are; asked whenever the page is. */
    public void watch(Supplier<List<CallView>> views) {
        GaugeWithCallback.builder()
                .name("antiphon_calls_active")
                .help("Calls that have begun and not ended.")
                .labelNames("agent")
                .callback(gauge -> views.get()
                        .stream()
                        .filter(view -> view.ending().isEmpty())
                        .collect(Collectors.groupingBy(CallView::agent, Collectors.counting()))
                        .forEach((agent, count) -> gauge.call(count, agent)))
                .register(registry);
    }

    /** A call has changed. */
    public void changed(CallView view) {
        view.ending().ifPresent(end -> calls.labelValues(view.agent(), end.cause().word()).inc());
    }

    /** A conversation is over. */
    public void over(CallReport report) {
        String agent = report.agent();
        conversations.labelValues(agent, report.outcome()).inc();
        var by = report.turns();
        Map.of("template", by.byTemplate(), "handler", by.byHandler(), "documents",
                by.byDocuments(), "model", by.byModel(), "nobody", by.notUnderstood())
                .forEach((who, count) -> turns.labelValues(agent, who).inc(count));
        saved.labelValues(agent).inc(by.tokensSaved());
    }

    /** An answer of a model was found, or not. */
    public void answered(RouteTrace trace) {
        String task = word(trace.task());
        answers.labelValues(task, word(trace.outcome())).inc();
        trace.tried()
                .forEach(each -> tries.labelValues(task, each.provider(), word(each.what()))
                        .inc());
        trace.firstTokenNs()
                .ifPresent(ns -> firstToken.labelValues(task,
                        trace.answeredBy().orElse(trace.fromCache() ? "cache" : "none"))
                        .observe(ns / NANOS));
    }

    /** An answer of a model was paid for. */
    public void booked(Ledger.Entry entry) {
        String task = word(entry.task());
        Usage usage = entry.spent().usage();
        tokens.labelValues(task, entry.model(), "prompt").inc(usage.promptTokens());
        tokens.labelValues(task, entry.model(), "cached").inc(usage.cachedTokens());
        tokens.labelValues(task, entry.model(), "completion").inc(usage.completionTokens());
        money.labelValues(task, entry.model()).inc(entry.spent().nanos() / NANOS);
    }

    /** A tool has come to an end. */
    public void ran(String agent, String tool, ToolResult result) {
        tools.labelValues(agent, tool, switch (result) {
            case ToolResult.Done _ -> "done";
            case ToolResult.Refused _ -> "refused";
            case ToolResult.Failed _ -> "failed";
            case ToolResult.Cancelled _ -> "cancelled";
        }).inc();
    }

    /**
     * All of it, in the form that is asked for.
     *
     * @param accepted what the header Accept says, or nothing: OpenMetrics, else the older text of Prometheus
     */
    public Page page(String accepted) {
        var openMetrics = OpenMetricsTextFormatWriter.create();
        ExpositionFormatWriter writer = openMetrics.accepts(accepted)
                ? openMetrics
                : PrometheusTextFormatWriter.create();
        var out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return new Page(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    }

    private static String word(Enum<?> which) {
        return which.name().toLowerCase(Locale.ROOT);
    }

    private static String word(BreakerState state) {
        return switch (state) {
            case BreakerState.Closed _ -> "closed";
            case BreakerState.Open _ -> "open";
            case BreakerState.Trying _ -> "trying";
        };
    }
}
