package io.antiphon.server.config;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.http.ModelServer;
import io.antiphon.dialogue.llm.local.LocalModel;
import io.antiphon.dialogue.llm.local.engine.Tuning;
import io.antiphon.dialogue.llm.route.Route.Order;
import io.antiphon.dialogue.llm.spend.Budget;
import io.antiphon.dialogue.llm.spend.Price;
import io.antiphon.privacy.Egress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which language models there are, and which of them is asked for what.
 *
 * @param providers none: no language model
 * @param routes a task without one asks all providers, as they are listed
 * @param budget of each call
 */
public record Models(List<Provider> providers, Map<Task, Way> routes, Budget budget) {

    public static final Models NONE = new Models(List.of(), Map.of(), Budget.UNLIMITED);

    /** What runs a model in this process. */
    public static final List<String> IN_PROCESS = LocalModel.ENGINES;

    /** What servers speak. */
    public static final List<String> ON_SERVERS = List.of("ollama", "llama-server", "openai",
            "anthropic");

    public Models {
        providers = List.copyOf(providers);
        routes = Map.copyOf(routes);
    }

    /** The one model of {@code engines.responder}, for everything. */
    static Models of(ServerConfig.Responder responder) {
        return responder.engine().equals("scripted")
                ? NONE
                : new Models(List.of(new Provider(responder.engine(), responder.engine(),
                        responder.url(), responder.model(), responder.apiKey(),
                        new Terms(Price.FREE, Deadlines.SPOKEN, Tuning.NONE))), Map.of(),
                        Budget.UNLIMITED);
    }

    /** Why egress forbids a provider, for the first that it does. */
    public Optional<String> refusal(Egress egress) {
        return providers.stream()
                .filter(provider -> !provider.isInProcess())
                .flatMap(provider -> egress.refusal(provider.server().address())
                        .map(why -> provider.name() + ": " + why)
                        .stream())
                .findFirst();
    }

    /** Whom to ask for a task without a route. */
    public Way usualWay() {
        return Way.of(providers.stream().map(Provider::name).toList());
    }

    /**
     * A model. Prints without the key.
     *
     * @param kind one of {@link #IN_PROCESS} or {@link #ON_SERVERS}
     * @param url of the server; empty in this process
     * @param model what the server calls it; in this process its folder, for llama also a GGUF file, or empty for the
     *            one that comes with the product
     */
    public record Provider(String name, String kind, String url, String model,
            Optional<String> key, Terms terms) {

        public boolean isInProcess() {
            return IN_PROCESS.contains(kind);
        }

        /** Where it is. Fails with {@link IllegalArgumentException} that says what is wrong with the address. */
        public ModelServer server() {
            return new ModelServer(URI.create(url), model, key, terms.patience());
        }

        @Override
        public String toString() {
            return "Provider[" + name + ", " + kind + ", " + url + ", " + model + "]";
        }
    }

    /**
     * What a model costs, and how long it may keep one waiting.
     *
     * @param tuning how it is run, where we run it with llama.cpp
     */
    public record Terms(Price price, Deadlines patience, Tuning tuning) {}

    /**
     * Whom to ask for a task.
     *
     * @param hedgeAfter when the second is asked as well; never, if empty
     * @param kept whether answers are kept, and how
     */
    public record Way(List<String> providers, Order order, int rounds,
            Optional<Duration> hedgeAfter, Optional<Kept> kept) {

        public Way {
            providers = List.copyOf(providers);
        }

        static Way of(List<String> providers) {
            return new Way(providers, Order.LISTED, 2, Optional.empty(), Optional.empty());
        }
    }

    /**
     * How answers are kept.
     *
     * @param likeness how like the caller's last words must be; if empty, all must be the same, word for word
     */
    public record Kept(int most, Duration expiry, Optional<Double> likeness) {}
}
