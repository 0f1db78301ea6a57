package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.Work;

/**
 * What a conversation waits for beside the caller.
 *
 * @param isInDoubt whether the caller has been asked if it is still wanted
 */
public record Waiting(Errand errand, boolean isInDoubt) {

    static Waiting forWork(int number, Work work) {
        return new Waiting(new Errand(number, work), false);
    }

    Waiting inDoubt() {
        return new Waiting(errand, true);
    }
}
