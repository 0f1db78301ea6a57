package io.antiphon.sip;

/** What this module counts, each since start. */
public enum SipMeter {
    /** Whole messages handed to the parser. */
    MESSAGES_RECEIVED,
    /** Messages given to a socket. */
    MESSAGES_SENT,
    /** Messages that no socket took. */
    SENDS_FAILED,
    /** Datagrams or streams dropped because they were too large or had too many headers. */
    OVERSIZED,
    /** Messages dropped because they could not be understood and deserved no answer. */
    MALFORMED_DROPPED,
    /** Requests answered 400 or 505 before any transaction existed. */
    MALFORMED_REFUSED,
    /** Keep-alives (line ends alone). */
    KEEP_ALIVES,
    /** Errors thrown while a message or timer was handled; each is a bug and is logged. */
    HANDLING_FAILED,
    /** Stream connections opened, either way. */
    CONNECTIONS_OPENED,
    /** Stream connections refused or cut: too many, too slow, or broken framing. */
    CONNECTIONS_CUT,
    /** TLS connections that failed; each is logged with its reason. */
    HANDSHAKES_FAILED,
    /** INVITEs that became an incoming call. */
    CALLS_INVITED,
    /** INVITEs refused without becoming a call. */
    CALLS_REFUSED,
    /** Messages passed over unread, because their source sent too many. */
    RATE_LIMITED,
    /** Requests from addresses where nobody is that we know. */
    STRANGERS_REFUSED,
    /** Requests whose signature proves nothing: wrong password, unknown user, said before. */
    PROOFS_REFUSED,
    /** INVITEs told 503 before anything was kept of them, because one more call would have been too many. */
    CALLS_SHED,
    /** Calls that we made. */
    CALLS_MADE,
    /** Calls that ended, either way. */
    CALLS_ENDED,
    /** Calls that an earlier process left open and that the other side has ended now. */
    LEFT_BEHIND_ENDED,
    /** Calls that an earlier process left open and whose BYE was refused or not answered. */
    LEFT_BEHIND_LOST
}
