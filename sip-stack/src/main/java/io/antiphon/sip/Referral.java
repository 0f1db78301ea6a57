package io.antiphon.sip;

import java.util.Optional;

/**
 * The other side of a call asks us to call someone else in its place (REFER, RFC 3515). Methods may be called from
 * any thread; only the first word of {@link #accept} and {@link #refuse} counts.
 */
public interface Referral {

    /** Whom to call: a sip: or sips: URI. Comes from far away; a dial plan decides whether it may be called. */
    String target();

    /**
     * Whose place in a call is to be taken there: what the INVITE must have as its Replaces header (RFC 3891).
     */
    Optional<String> replaces();

    /** Who asks, for the INVITE's Referred-By header (RFC 3892). */
    Optional<String> referredBy();

    /** 202: we shall try. {@link #progress} tells what comes of it. */
    void accept();

    /** We shall not; 603 where we never do, 403 where not there. */
    void refuse(int status, String reason);

    /**
     * How the call to the target fares, in the status of its last response. A final one is the last news: with
     * 2xx the one who asked hangs up, and otherwise the call goes on.
     */
    void progress(int status);
}
