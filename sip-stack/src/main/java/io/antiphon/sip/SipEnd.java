package io.antiphon.sip;

/**
 * How a call ended.
 *
 * @param status the final SIP status, 0 where none was involved
 * @param reason for the operator; from the other side where there is one
 */
public record SipEnd(Cause cause, int status, String reason) {

    /** Who or what ended it. */
    public enum Cause {
        /** They said BYE. */
        HANGUP_REMOTE,
        /** We said BYE. */
        HANGUP_LOCAL,
        /** It was given up before anyone took it. */
        CANCELLED,
        /** Refused with the status, by them or by us. */
        REJECTED,
        /** No answer, or no ACK, in time. */
        TIMEOUT,
        /** Could not be made or understood. */
        FAILED
    }
}
