package io.antiphon.sip;

import java.util.OptionalInt;

/**
 * How a call ended.
 *
 * @param status the final SIP status, 0 where none was involved
 * @param reason for the operator; from the other side where there is one
 * @param q850 the cause value of ITU-T Q.850 that the other side told in a Reason header (RFC 3326)
 * @param retryAfterSeconds when the other side wants to be called again at the earliest (Retry-After)
 */
public record SipEnd(Cause cause, int status, String reason, OptionalInt q850,
        OptionalInt retryAfterSeconds) {

    /** Without a time to come back. */
    public SipEnd(Cause cause, int status, String reason, OptionalInt q850) {
        this(cause, status, reason, q850, OptionalInt.empty());
    }

    /** Without a word of Q.850 either. */
    public SipEnd(Cause cause, int status, String reason) {
        this(cause, status, reason, OptionalInt.empty());
    }

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
        /** There is no such address, no way to it, or not a word came back. */
        UNREACHABLE,
        /** Could not be made or understood. */
        FAILED
    }
}
