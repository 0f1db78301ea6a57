package io.antiphon.dialogue.decide;

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
 * @param interruptible whether the caller may cut in
 * @param headers what our signalling carries from now on, beside what it carried before
 * @param ending what becomes of the call behind the last line
 */
public record Plan(List<String> lines, Optional<String> improvise, Expectation expectation,
        boolean interruptible, Headers headers, Optional<Ending> ending) {

    public Plan {
        lines = List.copyOf(lines);
    }

    /** Whether there is nothing to say, as after an "uh-huh". */
    public boolean isSilent() {
        return lines.isEmpty() && improvise.isEmpty();
    }
}
