package io.antiphon.server;

import io.antiphon.dialogue.embed.MiniLm;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.http.Connections;
import io.antiphon.dialogue.llm.http.HttpModel;
import io.antiphon.dialogue.llm.local.LocalLanguageModel;
import io.antiphon.dialogue.llm.local.LocalModel;
import io.antiphon.dialogue.llm.route.Alarm;
import io.antiphon.dialogue.llm.route.Backoff;
import io.antiphon.dialogue.llm.route.ModelRouter;
import io.antiphon.dialogue.llm.route.Provider;
import io.antiphon.dialogue.llm.route.Route;
import io.antiphon.dialogue.llm.route.RouteTrace;
import io.antiphon.dialogue.llm.route.cache.AnswerCache;
import io.antiphon.dialogue.llm.route.cache.ExactCache;
import io.antiphon.dialogue.llm.route.cache.SemanticCache;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.llm.spend.Ledger.Entry;
import io.antiphon.fault.EngineFailure;
import io.antiphon.privacy.Egress;
import io.antiphon.server.config.Models;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.metrics.Meters;
import io.antiphon.server.trace.ModelTrace;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The language models of the server, with a router before them that is told every half minute how they are. Opened
 * and closed by one thread.
 */
final class LanguageModels implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LanguageModels.class);
    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final int LOOK_EVERY_S = 30;

    private final Kept open = new Kept();
    private final Map<String, Boolean> wellBefore = new HashMap<>();
    private final Models models;
    private final Egress egress;
    private final ScheduledThreadPoolExecutor watchdog;
    private final Ledger ledger;
    private final Consumer<RouteTrace> traces;
    private final Optional<ModelRouter> router;
    private Optional<MiniLm> sentences = Optional.empty();

    private LanguageModels(ServerConfig config, Telling telling) throws CannotStart {
        models = config.languageModels();
        egress = config.egress();
        ledger = new Ledger(models.budget(), telling.booked());
        traces = telling.traces();
        watchdog = new ScheduledThreadPoolExecutor(1, Threads.watchdog());
        open.push(watchdog::shutdownNow);
        try {
            router = models.providers().isEmpty() ? Optional.empty() : Optional.of(router());
        } catch (CannotStart | RuntimeException | Error e) {
            close();
            throw e;
        }
        LOG.info("egress {}", told(egress));
        router.ifPresent(this::lookNowAndThen);
    }

    /**
     * Who wants to know what is asked; neither may wait.
     *
     * @param traces learns how each answer was found, on the thread that streams it
     * @param booked learns what each answer took, on the same
     */
    record Telling(Consumer<RouteTrace> traces, Consumer<Entry> booked) {

        static Telling of(ModelTrace trace, Meters meters) {
            return new Telling(answer -> {
                trace.answered(answer);
                meters.answered(answer);
            }, meters::booked);
        }
    }

    static LanguageModels open(ServerConfig config, Telling telling) throws CannotStart {
        return new LanguageModels(config, telling);
    }

    private static String told(Egress egress) {
        return egress.denied() ? "denied except=" + egress.exceptions() : "allowed";
    }

    /** Whom to ask; nobody, if the configuration names no model. */
    Optional<ModelRouter> asked() {
        return router;
    }

    /** What each call has spent. */
    Ledger ledger() {
        return ledger;
    }

    private ModelRouter router() throws CannotStart {
        checkAddresses();
        var http = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
        open.push(http::shutdownNow);
        var connections = new Connections(http, egress, watchdog, SystemTime.NANOS);
        var providers = new HashMap<String, Provider>();
        for (var each : models.providers()) {
            var model = each.isInProcess() ? inProcess(each) : onServer(each, connections);
            providers.put(each.name(), new Provider(each.name(), model, each.terms().price()));
        }
        var routes = new EnumMap<Task, Route>(Task.class);
        for (var task : Task.values()) {
            var way = models.routes().getOrDefault(task, models.usualWay());
            routes.put(task, route(way, providers));
        }
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        return new ModelRouter(routes, byName(routes, providers),
                new ModelRouter.Means(SystemTime.NANOS,
                        Alarm.of(watchdog), Threads.virtual("turn"), ledger, Backoff.USUAL, random,
                        traces));
    }

    /**
     * Whom agents of templates may ask for by name: a provider, behind whom stand those that are asked for words; or a
     * task, by the route that the configuration has for it.
     */
    private Map<String, Route> byName(Map<Task, Route> routes, Map<String, Provider> providers) {
        var named = new HashMap<String, Route>();
        models.routes()
                .keySet()
                .forEach(task -> named.put(task.name().toLowerCase(Locale.ROOT),
                        Objects.requireNonNull(routes.get(task))));
        providers.forEach((name, first) -> {
            var asked = new LinkedHashSet<Provider>();
            asked.add(first);
            asked.addAll(Objects.requireNonNull(routes.get(Task.RESPOND)).providers());
            named.put(name, Route.of(List.copyOf(asked)));
        });
        return named;
    }

    /** Whoever is configured to be asked and must not be is better found at start than by a caller. */
    private void checkAddresses() throws CannotStart {
        try {
            var refusal = models.refusal(egress);
            if (refusal.isPresent()) {
                throw new CannotStart("models: " + refusal.get());
            }
        } catch (IllegalArgumentException e) {
            // The addresses of "models" were checked when they were read.
            throw new CannotStart("engines.responder: " + e.getMessage(), e);
        }
    }

    private Route route(Models.Way way, Map<String, Provider> providers) throws CannotStart {
        var asked = new ArrayList<Provider>();
        way.providers()
                .forEach(name -> asked.add(providers.getOrDefault(name,
                        asked.isEmpty() ? providers.values().iterator().next() : asked.getLast())));
        var hedge = way.hedgeAfter()
                .map(after -> OptionalLong.of(after.toNanos()))
                .orElse(OptionalLong.empty());
        var caches = way.kept().isPresent() ? caches(way.kept().get()) : List.<AnswerCache>of();
        return new Route(asked, way.order(), way.rounds(), hedge, caches);
    }

    private List<AnswerCache> caches(Models.Kept kept) throws CannotStart {
        var caches = new ArrayList<AnswerCache>();
        long expiryNs = kept.expiry().toNanos();
        caches.add(new ExactCache(kept.most(), expiryNs, SystemTime.NANOS));
        if (kept.likeness().isPresent()) {
            caches.add(new SemanticCache(sentences(), kept.likeness().get(), kept.most(), expiryNs,
                    SystemTime.NANOS));
        }
        return caches;
    }

    /** Tells what sentences mean; opened when somebody wants to know. */
    MiniLm sentences() throws CannotStart {
        if (sentences.isEmpty()) {
            sentences = switch (MiniLm.open()) {
                case MiniLm.Opened.Ready(var model) -> {
                    open.push(model);
                    yield Optional.of(model);
                }
                case MiniLm.Opened.Refused(var failure) ->
                    throw new CannotStart("models: a cache by meaning: " + failure.detail());
            };
        }
        return sentences.get();
    }

    private LanguageModel inProcess(Models.Provider provider) throws CannotStart {
        var place = provider.model().isEmpty() ? Home.model("lm") : Path.of(provider.model());
        return switch (LocalModel.open(provider.kind(), place, provider.terms().tuning(),
                Threads.language(), SystemTime.NANOS)) {
            case LocalModel.Opened.Ready(var model) -> {
                open.push(model);
                yield new LocalLanguageModel(model, SystemTime.NANOS, provider.terms().patience());
            }
            case LocalModel.Opened.Refused(var failure) ->
                throw new CannotStart("models: " + provider.name() + ": " + words(failure));
        };
    }

    private static LanguageModel onServer(Models.Provider provider, Connections connections) {
        return switch (provider.kind()) {
            case "ollama" -> HttpModel.ollama(provider.server(), connections);
            case "llama-server" -> HttpModel.llamaServer(provider.server(), connections);
            case "anthropic" -> HttpModel.anthropic(provider.server(), connections);
            default -> HttpModel.openAi(provider.server(), connections);
        };
    }

    private static String words(EngineFailure failure) {
        return failure.engine() + ": " + failure.detail();
    }

    private void lookNowAndThen(ModelRouter asked) {
        var looks = Threads.virtual("look");
        // Whether a server is well may take seconds to find out, which the watchdog has not got.
        var looking = watchdog.scheduleWithFixedDelay(
                () -> looks.newThread(() -> look(asked)).start(), 0, LOOK_EVERY_S,
                TimeUnit.SECONDS);
        open.push(() -> looking.cancel(false));
    }

    /** A look thread; two of them meet where one look takes longer than the time between them. */
    private synchronized void look(ModelRouter asked) {
        asked.look().forEach((name, health) -> {
            boolean isWell = health instanceof Health.Well;
            boolean wasWell = wellBefore.getOrDefault(name, true);
            wellBefore.put(name, isWell);
            if (isWell && !wasWell) {
                LOG.info("language model is well again: provider={}", name);
            }
            if (health instanceof Health.Unwell(var failure) && wasWell) {
                LOG.warn("language model is unwell: provider={} kind={} detail=\"{}\"", name,
                        failure.kind(), failure.detail());
            }
        });
    }

    @Override
    public void close() {
        open.close();
    }
}
