package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.llm.Deadlines;
import io.antiphon.dialogue.llm.ModelAnswer;
import io.antiphon.dialogue.llm.ModelEnding;
import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Usage;
import io.antiphon.dialogue.llm.route.RouteTrace.Outcome;
import io.antiphon.dialogue.llm.route.RouteTrace.Tried;
import io.antiphon.dialogue.llm.route.RouteTrace.What;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/**
 * One answer, whoever gives it in the end. Streamed by one thread, which owns all but {@code closed} and {@code stop};
 * closed by any.
 */
final class RoutedAnswer implements ModelAnswer {

    private final Route route;
    private final List<Standing> left;
    private final ModelRequest request;
    private final ModelRouter.Means means;
    private final List<Tried> tried = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private volatile boolean closed;
    private volatile Runnable stop = () -> {};
    private long beganNs;
    private Optional<Outcome> instead = Optional.empty();
    private OptionalLong firstTokenNs = OptionalLong.empty();
    private Optional<String> answeredBy = Optional.empty();
    private Optional<EngineFailure> lastFailure = Optional.empty();

    RoutedAnswer(Route route, List<Standing> ordered, ModelRequest request,
            ModelRouter.Means means) {
        this.route = route;
        this.left = new ArrayList<>(ordered);
        this.request = request;
        this.means = means;
    }

    @Override
    public void close() {
        closed = true;
        stop.run();
    }

    @Override
    public ModelEnding stream(Listener listener) {
        if (closed) {
            return new ModelEnding.Stopped(Usage.NONE);
        }
        beganNs = means.clock().nanoTime();
        Listener remembering = piece -> {
            if (firstTokenNs.isEmpty()) {
                firstTokenNs = OptionalLong.of(elapsedNs());
            }
            text.append(piece);
            return listener.text(piece);
        };
        var ending = cached(remembering).orElseGet(() -> asked(remembering));
        means.listener()
                .accept(new RouteTrace(request.task(), request.call(), tried, answeredBy,
                        instead.orElseGet(() -> outcome(ending)), firstTokenNs, elapsedNs()));
        return ending;
    }

    private static Outcome outcome(ModelEnding ending) {
        return switch (ending) {
            case ModelEnding.Finished _, ModelEnding.CutShort _ -> Outcome.ANSWERED;
            case ModelEnding.Stopped _ -> Outcome.STOPPED;
            case ModelEnding.Failed _ -> Outcome.FAILED;
        };
    }

    private long elapsedNs() {
        return means.clock().nanoTime() - beganNs;
    }

    private Optional<ModelEnding> cached(Listener listener) {
        for (var cache : route.caches()) {
            var answer = cache.find(request);
            if (answer.isPresent()) {
                instead = Optional.of(Outcome.CACHED);
                return Optional.of(listener.text(answer.get()) == Next.STOP
                        ? new ModelEnding.Stopped(Usage.NONE)
                        : new ModelEnding.Finished(Usage.NONE, List.of()));
            }
        }
        return Optional.empty();
    }

    private ModelEnding asked(Listener listener) {
        if (means.ledger().isSpent(request.call())) {
            instead = Optional.of(means.ledger().refuse(request.call())
                    ? Outcome.SPENT
                    : Outcome.STILL_SPENT);
            return failed(Kind.REFUSED, "this call has spent what it may on models");
        }
        try {
            var ending = allRounds(listener);
            if (ending instanceof ModelEnding.Finished(_, var calls) && calls.isEmpty()) {
                route.caches().forEach(cache -> cache.keep(request, text.toString()));
            }
            return ending;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ModelEnding.Stopped(Usage.NONE);
        }
    }

    /** Each is asked before anybody is asked again: another model is there sooner than one that needs a rest. */
    private ModelEnding allRounds(Listener listener) throws InterruptedException {
        for (int round = 1;; round++) {
            var ending = oneRound(listener);
            if (ending.isPresent()) {
                return ending.get();
            }
            boolean again = round < route.rounds() && !left.isEmpty() && lastFailure.isPresent();
            if (!again || !waited(means.backoff().delayNs(round, means.random()))) {
                return closed
                        ? new ModelEnding.Stopped(Usage.NONE)
                        : lastFailure.<ModelEnding>map(
                                failure -> new ModelEnding.Failed(Usage.NONE, failure))
                                .orElseGet(() -> failed(Kind.BUSY,
                                        "every model is left alone for a while"));
            }
        }
    }

    /** Nothing, if nobody has said a word and there is still time. */
    private Optional<ModelEnding> oneRound(Listener listener) throws InterruptedException {
        var round = new ArrayList<>(left);
        while (!round.isEmpty()) {
            if (elapsedNs() >= request.deadlines().firstTokenNs()) {
                return Optional.of(failed(Kind.TIMED_OUT, "no model answered in time"));
            }
            var attempt = next(round);
            if (attempt.isEmpty()) {
                continue;
            }
            var ending = route.hedgeAfterNs().isPresent() && !round.isEmpty()
                    ? raced(attempt.get(), round, listener)
                    : alone(attempt.get(), listener);
            if (closed || firstTokenNs.isPresent() || !(ending instanceof ModelEnding.Failed)) {
                return Optional.of(ending);
            }
        }
        return Optional.empty();
    }

    /** The next who may be asked; nothing, if it is better left alone. */
    private Optional<Attempt> next(List<Standing> round) {
        var standing = round.removeFirst();
        if (!standing.admits()) {
            tried.add(new Tried(standing.name(), What.PASSED_OVER, Optional.empty(), 0, Usage.NONE,
                    0));
            return Optional.empty();
        }
        return Optional.of(new Attempt(standing, request.within(deadlines(!round.isEmpty())),
                means.ledger(), means.clock()));
    }

    /** What is left of the time. Whoever has others behind it gets half, so that they are not asked too late. */
    private Deadlines deadlines(boolean hasOthers) {
        var whole = request.deadlines();
        long firstNs = Math.max(1, whole.firstTokenNs() - elapsedNs());
        boolean half = hasOthers && route.hedgeAfterNs().isEmpty();
        return new Deadlines(half ? Math.max(1, firstNs / 2) : firstNs, whole.betweenTokensNs(),
                Math.max(1, whole.wholeNs() - elapsedNs()));
    }

    private ModelEnding alone(Attempt attempt, Listener listener) {
        stopWith(attempt::close);
        var ending = attempt.stream(listener);
        ended(attempt, ending);
        return ending;
    }

    private ModelEnding raced(Attempt first, List<Standing> round, Listener listener)
            throws InterruptedException {
        var race = new Race(means.turns(), listener, this::ended,
                attempt -> tried.add(attempt.outrun()));
        stopWith(race::close);
        var alarm = means.alarm().after(route.hedgeAfterNs().orElse(0), race::late);
        try {
            return race.run(first, () -> {
                while (!round.isEmpty()) {
                    var other = next(round);
                    if (other.isPresent()) {
                        return other;
                    }
                }
                return Optional.empty();
            });
        } finally {
            alarm.cancel();
        }
    }

    private void stopWith(Runnable what) {
        stop = what;
        if (closed) {
            what.run();
        }
    }

    private void ended(Attempt attempt, ModelEnding ending) {
        tried.add(attempt.tried(ending));
        if (ending instanceof ModelEnding.Failed(_, var failure)) {
            lastFailure = Optional.of(failure);
            if (!failure.kind().worthRetrying()) {
                left.removeIf(standing -> standing.name().equals(attempt.provider()));
            }
        } else if (!(ending instanceof ModelEnding.Stopped) || attempt.hasSpoken()) {
            answeredBy = Optional.of(attempt.provider());
        }
    }

    /** False if there is no time for it, or nobody wants the answer any more. */
    private boolean waited(long delayNs) throws InterruptedException {
        if (elapsedNs() + delayNs >= request.deadlines().firstTokenNs()) {
            return false;
        }
        var over = new CountDownLatch(1);
        stopWith(over::countDown);
        var alarm = means.alarm().after(delayNs, over::countDown);
        over.await();
        alarm.cancel();
        return !closed;
    }

    private static ModelEnding failed(Kind kind, String detail) {
        return new ModelEnding.Failed(Usage.NONE, new EngineFailure(kind, "router", detail));
    }
}
