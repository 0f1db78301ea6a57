package io.antiphon.server.call;

import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Waiting;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.errand.Errands.Trip;
import io.antiphon.dialogue.tool.spec.BargeIn;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Has the errands of one call run, each on a thread of its own, one at a time. Owned by the call's thread. */
final class Legwork {

    private final Errands errands;
    private final String call;
    private final Consumer<CallEvent> told;
    private final ThreadFactory turns;
    private Optional<Going> going = Optional.empty();
    private Optional<Inherited> inherited = Optional.empty();
    private int trips;

    /**
     * An errand on its way.
     *
     * @param number of the trip: an errand that is taken back and wanted again is another trip
     * @param done once its thread has told what came of it
     */
    private record Going(int number, Errand errand, Trip trip, CompletableFuture<Errand> done) {}

    /** What a call that was cut off left to be done, and under whose name. */
    private record Inherited(Optional<Errand> errand, String deeds, Runnable forget) {}

    Legwork(Errands errands, String call, Consumer<CallEvent> told, ThreadFactory turns) {
        this.errands = errands;
        this.call = call;
        this.told = told;
        this.turns = turns;
    }

    /** What is wanted from now on: begins what is new, and cancels what was being done instead. */
    void want(Optional<Errand> errand) {
        if (errand.equals(going.map(Going::errand))) {
            return;
        }
        going.ifPresent(before -> before.trip().cancel());
        going = errand.map(each -> new Going(++trips, each, errands.begin(each, nameFor(each)),
                new CompletableFuture<>()));
        going.ifPresent(next -> turns.newThread(() -> run(next)).start());
    }

    /** Turn thread. */
    private void run(Going next) {
        try {
            told.accept(new CallEvent.Returned(next.number(), next.trip().await()));
        } finally {
            next.done().complete(next.errand());
        }
    }

    /** A trip has come to its end. Answers with its errand, unless nobody waits for that any more. */
    Optional<Errand> ended(int trip) {
        var ended = going.filter(each -> each.number() == trip).map(Going::errand);
        ended.ifPresent(_ -> going = Optional.empty());
        return ended;
    }

    /** Whether something is being done. */
    boolean isBusy() {
        return going.isPresent();
    }

    /**
     * Takes over from a call that was cut off. What was being done there is asked for under that call's name, so that it
     * is not done twice.
     *
     * @param forget is run when that is not needed any more
     */
    void inherit(Optional<Waiting> waiting, String deeds, Runnable forget) {
        inherited = Optional.of(
                new Inherited(waiting.map(Waiting::errand), deeds, forget));
    }

    /** Under which call's name it is written down what is being done. */
    String deeds() {
        return going.map(each -> nameFor(each.errand())).orElse(call);
    }

    private String nameFor(Errand errand) {
        return inherited.filter(each -> each.errand().equals(Optional.of(errand)))
                .map(Inherited::deeds)
                .orElse(call);
    }

    /** The call is over. What is to be finished is finished all the same. */
    void close() {
        var last = end();
        if (last.isPresent()) {
            var _ = last.get().done().thenAccept(_ -> forget());
            return;
        }
        forget();
    }

    /** The call was cut off: what was done is remembered until this is run. */
    Runnable leave() {
        var _ = end();
        return this::forget;
    }

    /** Ends what is not to be finished; answers with what is. */
    private Optional<Going> end() {
        var last = going.filter(
                each -> each.errand().work().onBargeIn() == BargeIn.FINISH);
        if (last.isEmpty()) {
            want(Optional.empty());
        }
        return last;
    }

    private void forget() {
        errands.forget(call);
        inherited.ifPresent(each -> {
            errands.forget(each.deeds());
            each.forget().run();
        });
    }
}
