package io.antiphon.dialogue.rehearsal;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.decide.Errand;
import java.util.List;

/**
 * What there is to see of a conversation at one moment of a rehearsal.
 *
 * @param said by the agent since something happened to it
 * @param ends how the call ends, see {@link #written}, or {@link #GOES_ON}
 * @param pressed all keys that the agent has pressed
 * @param errands that were begun so far, in order
 */
public record Scene(String said, DialogueState state, String ends, String pressed,
        List<Errand> errands) {

    /** It does not end. */
    public static final String GOES_ON = "no";
    /** The agent hangs up. */
    public static final String HANG_UP = "hang-up";

    public Scene {
        errands = List.copyOf(errands);
    }

    /** How a call ends, in the words of rehearsals. */
    public static String written(Ending ending) {
        return switch (ending) {
            case Ending.HangUp _ -> HANG_UP;
            case Ending.Transfer(var target, _) -> transfer(target);
        };
    }

    /** The caller is handed on to this SIP address. */
    public static String transfer(String target) {
        return "transfer " + target;
    }
}
