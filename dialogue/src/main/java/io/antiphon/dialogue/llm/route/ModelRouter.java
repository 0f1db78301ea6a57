package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.breaker.BreakerState;
import io.antiphon.dialogue.llm.FailedAnswer;
import io.antiphon.dialogue.llm.Health;
import io.antiphon.dialogue.llm.LanguageModel;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.fault.EngineFailure;
import io.antiphon.time.NanoClock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Asks the model that is best for a task, and others where it fails before its first word; after that word it is too
 * late, since somebody has heard it. Any thread; waits for the network only where an answer is streamed or
 * {@link #look} is called.
 */
public final class ModelRouter implements LanguageModel {

    private final Map<Task, Lane> lanes = new EnumMap<>(Task.class);
    private final Map<String, Lane> named = new HashMap<>();
    private final Means means;

    /** A route, and how those on it have been doing. */
    record Lane(Route route, List<Standing> standings) {}

    /**
     * What a router works with.
     *
     * @param alarm for waits between two rounds, and for the second provider's turn
     * @param turns makes the threads of a race between two providers; nothing else needs any
     * @param listener learns how each answer was found, on the thread that streams it; must not wait
     */
    public record Means(NanoClock clock, Alarm alarm, ThreadFactory turns, Ledger ledger,
            Backoff backoff, RandomGenerator random, Consumer<RouteTrace> listener) {}

    public ModelRouter(Map<Task, Route> routes, Means means) {
        this(routes, Map.of(), means);
    }

    /** With routes for those who ask for someone by name, see {@link ModelRequest#model}. */
    public ModelRouter(Map<Task, Route> routes, Map<String, Route> byName, Means means) {
        this.means = means;
        routes.forEach((task, route) -> lanes.put(task, lane(route)));
        byName.forEach((name, route) -> named.put(name, lane(route)));
    }

    private Lane lane(Route route) {
        return new Lane(route, route.providers()
                .stream()
                .map(provider -> new Standing(provider, means.clock()))
                .toList());
    }

    @Override
    public String name() {
        return "router";
    }

    /** Whether anybody is there to ask for a task. */
    public boolean serves(Task task) {
        return lanes.containsKey(task);
    }

    /** Whether somebody can be asked for by this name. */
    public boolean knows(String name) {
        return named.containsKey(name);
    }

    /** The names by which somebody can be asked for. */
    public Set<String> names() {
        return Set.copyOf(named.keySet());
    }

    private Stream<Lane> all() {
        return Stream.concat(lanes.values().stream(), named.values().stream());
    }

    @Override
    public ModelAnswer ask(ModelRequest request) {
        return request.model()
                .flatMap(name -> Optional.ofNullable(named.get(name)))
                .or(() -> Optional.ofNullable(lanes.get(request.task())))
                .<ModelAnswer>map(lane -> new RoutedAnswer(lane.route(),
                        ordered(lane, request), request, means))
                .orElseGet(() -> new FailedAnswer(new EngineFailure(EngineFailure.Kind.REFUSED,
                        name(), "no model is configured for the task " + request.task())));
    }

    private static List<Standing> ordered(Lane lane, ModelRequest request) {
        Comparator<Standing> last = Comparator.comparing(Standing::isWell).reversed();
        var order = switch (lane.route().order()) {
            case LISTED -> last;
            case CHEAPEST -> last.thenComparingLong(standing -> standing.expectedNanos(request));
            case FASTEST -> last.thenComparingLong(standing -> standing.latencyNs().orElse(0));
        };
        return lane.standings().stream().sorted(order).toList();
    }

    /** How each provider was at the last {@link #look}; well, where nobody has looked yet. */
    @Override
    public Health health() {
        boolean anyWell = all()
                .flatMap(lane -> lane.standings().stream())
                .anyMatch(Standing::isWell);
        return anyWell
                ? new Health.Well()
                : new Health.Unwell(new EngineFailure(EngineFailure.Kind.UNREACHABLE, name(),
                        "no model was well when last looked at"));
    }

    /**
     * How somebody stands who is asked for a task.
     *
     * @param isWell by the last {@link #look}
     */
    public record Shape(Task task, String provider, BreakerState breaker, boolean isWell) {}

    /** How all stand who may be asked. Any thread. */
    public List<Shape> shapes() {
        return lanes.entrySet()
                .stream()
                .flatMap(lane -> lane.getValue()
                        .standings()
                        .stream()
                        .map(standing -> new Shape(lane.getKey(), standing.name(),
                                standing.breaker(), standing.isWell())))
                .toList();
    }

    /** Asks all providers how they are, waiting for one after the other, and remembers it. Answers with all of it. */
    public Map<String, Health> look() {
        var found = new HashMap<String, Health>();
        for (var lane : all().toList()) {
            for (var standing : lane.standings()) {
                var health = found.computeIfAbsent(standing.name(),
                        _ -> standing.model().health());
                standing.well(health instanceof Health.Well);
            }
        }
        return found;
    }
}
