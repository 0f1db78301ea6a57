package io.antiphon.dialogue.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a conversation is about at a moment, in terms that are the same for all templates. A stage has one, written
 * or worked out from what it does.
 *
 * <pre>
 *  GREETING ──► COLLECTING ◄──► ANSWERING ◄──► TROUBLESHOOTING      (each to each)
 *                  ▲ │              ▲ │
 *                  │ ▼              │ ▼
 *              CONFIRMING        WAITING        RESOLVED   ESCALATED ◄──► TRANSFERRING
 *                  └────── any of these ──────► CLOSING ──► ENDED
 * </pre>
 */
public enum Phase {
    GREETING,
    COLLECTING,
    ANSWERING,
    TROUBLESHOOTING,
    CONFIRMING,
    /** For a tool, or documents to be looked up. */
    WAITING,
    /** A person is to take over, or somebody will call back. */
    ESCALATED,
    TRANSFERRING,
    /** What the caller wanted is done. */
    RESOLVED,
    /** The last lines are said. */
    CLOSING,
    ENDED;

    /** The phase that templates write so. */
    public static Optional<Phase> of(String written) {
        return Arrays.stream(values()).filter(each -> each.written().equals(written)).findFirst();
    }

    /** As templates write it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a conversation may go from this phase to that: nobody is greeted twice, and an end is an end. */
    public boolean mayBecome(Phase next) {
        return switch (this) {
            case ENDED -> false;
            case CLOSING -> next == CLOSING || next == ENDED;
            case GREETING -> true;
            case COLLECTING, ANSWERING, TROUBLESHOOTING, CONFIRMING, WAITING, ESCALATED,
                    TRANSFERRING, RESOLVED ->
                next != GREETING;
        };
    }
}
