package io.antiphon.server.trace;

import io.antiphon.call.CallId;
import io.antiphon.dialogue.llm.route.RouteTrace;
import io.antiphon.dialogue.llm.route.RouteTrace.Tried;
import io.antiphon.dialogue.llm.spend.Ledger.Statement;
import io.antiphon.dialogue.llm.spend.Spent;
import io.antiphon.time.NanoClock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the events of a call how its answers of language models were found and what they took, in the words of
 * {@code docs/call-json.md}, and the log which failed. Any thread; nothing waits.
 */
public final class ModelTrace {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTrace.class);
    private static final double MS = 1e6;
    private static final double NANOS = 1e9;

    private final Optional<EventLog> events;
    private final NanoClock clock;

    public ModelTrace(Optional<EventLog> events, NanoClock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** An answer is over, on the thread that streamed it. */
    public void answered(RouteTrace trace) {
        for (var tried : trace.tried()) {
            tried.failure()
                    .ifPresent(failure -> LOG.warn(
                            "language model failed: task={} provider={} kind={} detail=\"{}\"",
                            trace.task(), tried.provider(), failure.kind(), failure.detail()));
        }
        switch (trace.outcome()) {
            case SPENT -> event(trace.call(), "models.spent", Map.of("task", word(trace.task())));
            case STILL_SPENT -> {
                // Told before.
            }
            case ANSWERED, CACHED, STOPPED, FAILED ->
                event(trace.call(), "model.answer", fields(trace));
        }
    }

    private static Map<String, Object> fields(RouteTrace trace) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("task", word(trace.task()));
        fields.put("outcome", word(trace.outcome()));
        trace.answeredBy().ifPresent(by -> fields.put("by", by));
        trace.firstTokenNs().ifPresent(ns -> fields.put("firstTokenMs", ns / MS));
        fields.put("tookMs", trace.tookNs() / MS);
        fields.put("tried", trace.tried().stream().map(ModelTrace::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Tried tried) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("model", tried.provider());
        fields.put("what", word(tried.what()));
        tried.failure().ifPresent(failure -> fields.put("because", word(failure.kind())));
        fields.put("tookMs", tried.tookNs() / MS);
        fields.put("tokens", tried.usage().tokens());
        return fields;
    }

    /** A call is over in which models were asked. */
    public void over(String call, Statement all) {
        if (all.equals(Statement.EMPTY)) {
            return;
        }
        var fields = fields(all.total());
        fields.put("refused", all.refused());
        fields.put("by", all.entries().stream().map(entry -> {
            var by = new LinkedHashMap<String, Object>();
            by.put("task", word(entry.task()));
            by.put("model", entry.model());
            by.putAll(fields(entry.spent()));
            return by;
        }).toList());
        event(call, "models.end", fields);
    }

    private static Map<String, Object> fields(Spent spent) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("answers", spent.answers());
        fields.put("promptTokens", spent.usage().promptTokens());
        fields.put("cachedTokens", spent.usage().cachedTokens());
        fields.put("completionTokens", spent.usage().completionTokens());
        fields.put("seconds", spent.tookNs() / NANOS);
        fields.put("money", spent.nanos() / NANOS);
        return fields;
    }

    private static String word(Enum<?> which) {
        return which.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void event(String call, String type, Map<String, Object> fields) {
        if (!call.isEmpty()) {
            new CallTrace(events, new CallId(call), clock).event(type, fields);
        }
    }
}
