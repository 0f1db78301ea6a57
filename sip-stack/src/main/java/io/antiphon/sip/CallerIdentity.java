package io.antiphon.sip;

import java.util.List;

/**
 * Who calls, and who sent the call on to us. Every text in it is one printable line of bounded length.
 *
 * @param number the user part of the caller's URI, or the number of a tel: URI; empty where there is none
 * @param name the display name, empty where there is none
 * @param by the header that says so
 * @param isAnonymous whether the caller asked that number and name be told to nobody (RFC 3323, RFC 3325
 *            section 7)
 * @param redirectedBy by Diversion (RFC 5806), or else History-Info (RFC 7044); the last first
 */
public record CallerIdentity(String number, String name, Source by, boolean isAnonymous,
        List<Redirection> redirectedBy) {

    public CallerIdentity {
        redirectedBy = List.copyOf(redirectedBy);
    }

    /** Where an identity is written, the most reliable first. */
    public enum Source {
        /** RFC 3325. */
        P_ASSERTED_IDENTITY,
        /** What P-Asserted-Identity replaced; many PBXs send it still. */
        REMOTE_PARTY_ID,
        FROM
    }

    /**
     * Someone who was called instead of us.
     *
     * @param reason in the words of RFC 5806, such as {@code no-answer}; {@code unknown} where it is not said
     */
    public record Redirection(String number, String reason) {}
}
