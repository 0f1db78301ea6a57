package io.antiphon.server.call;

import io.antiphon.dialogue.decide.Errand;
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

    /** An errand on its way; {@code done} once its thread has told what came of it. */
    private record Going(Errand errand, Trip trip, CompletableFuture<Errand> done) {}

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
        going = errand.map(each -> new Going(each, errands.begin(each, call),
                new CompletableFuture<>()));
        going.ifPresent(next -> turns.newThread(() -> run(next)).start());
    }

    /** Turn thread. */
    private void run(Going next) {
        try {
            told.accept(new CallEvent.Returned(next.errand().number(), next.trip().await()));
        } finally {
            next.done().complete(next.errand());
        }
    }

    /** An errand has come to an end by itself. */
    void ended(int number) {
        going = going.filter(each -> each.errand().number() != number);
    }

    /** The call is over. What is to be finished is finished all the same. */
    void close() {
        var last = going.filter(
                each -> each.errand().work().onBargeIn() == BargeIn.FINISH);
        if (last.isPresent()) {
            var _ = last.get().done().thenAccept(_ -> errands.forget(call));
            return;
        }
        want(Optional.empty());
        errands.forget(call);
    }
}
