package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Phase;
import java.util.Optional;

/** Works out the phase of a stage that names none. */
final class Phases {

    private Phases() {}

    static Phase of(Optional<Ending> ending, Optional<Focus> focus, boolean works,
            boolean isFirst) {
        if (ending.isPresent()) {
            return switch (ending.get()) {
                case Ending.HangUp _ -> Phase.CLOSING;
                case Ending.Transfer _ -> Phase.TRANSFERRING;
            };
        }
        if (works) {
            return Phase.WAITING;
        }
        if (focus.isPresent()) {
            return focus.get().confirming() ? Phase.CONFIRMING : Phase.COLLECTING;
        }
        return isFirst ? Phase.GREETING : Phase.ANSWERING;
    }
}
