package io.antiphon.dialogue.errand;

import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Returned;

/** Has done what conversations wait for. Shared by all calls of a template, safe to use from any thread. */
@FunctionalInterface
public interface Errands {

    /** Nothing can be done. */
    Errands NONE = (_, _) -> new Trip() {

        @Override
        public Returned await() {
            return new Returned.Failed("there is nobody to do it");
        }

        @Override
        public void cancel() {
            // Nothing is being done.
        }
    };

    /**
     * Work that can begin; costs nothing until it is awaited.
     *
     * @param call names the call, so that nothing is done twice for it
     */
    Trip begin(Errand errand, String call);

    /** A call is over: nothing of it need be remembered. */
    default void forget(String call) {
        // Most remember nothing.
    }

    /** One errand on its way. */
    interface Trip {

        /** Does it on the calling thread, which may wait for long. Once only. */
        Returned await();

        /** Any thread, at any moment: it is no longer wanted. Ends the wait at once. */
        void cancel();
    }
}
