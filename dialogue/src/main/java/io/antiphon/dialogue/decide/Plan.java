package io.antiphon.dialogue.decide;

import io.antiphon.dialogue.campaign.BargeIn;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Expectation;
import io.antiphon.dialogue.campaign.Headers;
import java.util.List;
import java.util.Optional;

/**
 * What the agent is to do about an input.
 *
 * @param lines what to say; nothing means to go on listening
 * @param improvise what to ask a language model for instead of the lines
 * @param expectation what is awaited then
 * @param bargeIn what may cut the lines short
 * @param headers what our signalling carries from now on, beside what it carried before
 * @param errand what is to be done meanwhile. One that is new is begun; one that was going on and is not here any
 *            more is no longer wanted
 * @param press keys to press at once, while the voice waits: 0 to 9, * and #, and {@code w} for half a second
 * @param ending what becomes of the call behind the last line
 */
public record Plan(List<String> lines, Optional<String> improvise, Expectation expectation,
        BargeIn bargeIn, Headers headers, Optional<Errand> errand, Optional<String> press,
        Optional<Ending> ending) {

    public Plan {
        lines = List.copyOf(lines);
    }

    /** With keys to press. */
    Plan pressing(Optional<String> keys) {
        return new Plan(lines, improvise, expectation, bargeIn, headers, errand, keys, ending);
    }

    /** Whether there is nothing to say, as after an "uh-huh". */
    public boolean isSilent() {
        return lines.isEmpty() && improvise.isEmpty();
    }
}
