package io.antiphon.server.call;

import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.errand.Errands.Trip;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Has the errands of one call run, each on a thread of its own, one at a time. Owned by the call's thread. */
final class Legwork {

    private final Errands errands;
    private final String call;
    private final Consumer<CallEvent> told;
    private final ThreadFactory turns;
    private Optional<Errand> running = Optional.empty();
    private Optional<Trip> trip = Optional.empty();

    Legwork(Errands errands, String call, Consumer<CallEvent> told, ThreadFactory turns) {
        this.errands = errands;
        this.call = call;
        this.told = told;
        this.turns = turns;
    }

    /** What is wanted from now on: begins what is new, and cancels what was being done instead. */
    void want(Optional<Errand> errand) {
        if (errand.equals(running)) {
            return;
        }
        trip.ifPresent(Trip::cancel);
        running = errand;
        trip = errand.map(each -> errands.begin(each, call));
        errand.ifPresent(each -> trip.ifPresent(going -> turns
                .newThread(() -> told.accept(new CallEvent.Returned(each.number(), going.await())))
                .start()));
    }

    /** An errand has come to an end by itself. */
    void ended(int number) {
        if (running.filter(errand -> errand.number() == number).isPresent()) {
            running = Optional.empty();
            trip = Optional.empty();
        }
    }

    /** The call is over. */
    void close() {
        want(Optional.empty());
        errands.forget(call);
    }
}
