package io.antiphon.dialogue.campaign;

import java.util.List;
import java.util.Optional;

/** What becomes of the call once the last line has been said. */
public sealed interface Ending {

    /** The agent hangs up. */
    record HangUp() implements Ending {}

    /**
     * The caller is handed on to a SIP address.
     *
     * @param announcement what whoever answers there is told first, while the caller is on hold; a line that mentions
     *            what is not known is left out. Nothing: the caller is handed on without a word
     */
    record Transfer(String target, List<String> announcement) implements Ending {

        public Transfer {
            announcement = List.copyOf(announcement);
        }
    }

    /** To whom the caller is handed on, if they are. */
    default Optional<Transfer> transfer() {
        return switch (this) {
            case HangUp _ -> Optional.empty();
            case Transfer transfer -> Optional.of(transfer);
        };
    }
}
