package io.antiphon.server.call;

import io.antiphon.sip.SipEnd;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a call ended, in the words of {@code call.end} and of the API. A refusal is judged by the Q.850 value of its
 * Reason header (RFC 3326) where that says more than the status, else by the status. The pairs are those of
 * RFC 3398, section 8.2.6.1, where it has them.
 */
public enum CallCause {
    /** It was answered, and one of the two hung up. */
    COMPLETED,
    /** 486, 600; Q.850 17. */
    BUSY,
    /** It rang in vain: our own patience, 408, 480; Q.850 18, 19, 20. */
    NO_ANSWER,
    /** 403, 433, 603, 607, 608; Q.850 21, 55, 57, 87. */
    REJECTED,
    /** 404, 410, 416, 484, 485, 604; Q.850 1, 2, 3, 22, 26, 28. */
    NOT_FOUND,
    /** 401, 407 for which there is no password, or the wrong one. */
    NOT_AUTHORISED,
    /** No codec or extension in common: 406, 415, 420, 421, 488, 606; Q.850 65, 79, 88. */
    INCOMPATIBLE,
    /** 3xx. It is not followed: nobody has allowed the new target. */
    REDIRECTED,
    /** They are there and cannot now: 500, 502, 503, 504, 580; Q.850 27, 34, 38, 41, 42, 47, 102. No seat here. */
    UNAVAILABLE,
    /** No such name, no way there, or not a word came back. */
    UNREACHABLE,
    /** Given up before anyone took it; 487. */
    CANCELLED,
    /** It was up, and the other side is gone without a word: no ACK, session expired. */
    LOST,
    /** Everything else, a mistake of ours included. */
    FAILED;

    /** In lower case with hyphens: {@code no-answer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a SIP call ended of. */
    static CallCause of(SipEnd end, boolean wasUp) {
        return switch (end.cause()) {
            case HANGUP_REMOTE, HANGUP_LOCAL -> COMPLETED;
            case CANCELLED -> CANCELLED;
            case REJECTED -> ofQ850(end.q850()).orElseGet(() -> ofStatus(end.status()));
            case TIMEOUT -> wasUp ? LOST : NO_ANSWER;
            case UNREACHABLE -> UNREACHABLE;
            case FAILED -> FAILED;
        };
    }

    /**
     * Whether one of the two wanted it so. A BYE may come because of something that broke on the way (Q.850 27, 38, 41,
     * 42, 44, 47): Asterisk says 44 where it hears nothing any more.
     */
    static boolean isInOrder(SipEnd end) {
        return switch (end.cause()) {
            case HANGUP_LOCAL -> true;
            case HANGUP_REMOTE -> switch (end.q850().orElse(0)) {
                case 27, 38, 41, 42, 44, 47 -> false;
                default -> true;
            };
            case CANCELLED, REJECTED, TIMEOUT, UNREACHABLE, FAILED -> false;
        };
    }

    /** Values such as 16 and 31 say nothing that the status does not say better. */
    private static Optional<CallCause> ofQ850(OptionalInt value) {
        return switch (value.orElse(0)) {
            case 1, 2, 3, 22, 26, 28 -> Optional.of(NOT_FOUND);
            case 17 -> Optional.of(BUSY);
            case 18, 19, 20 -> Optional.of(NO_ANSWER);
            case 21, 55, 57, 87 -> Optional.of(REJECTED);
            case 27, 34, 38, 41, 42, 47, 102 -> Optional.of(UNAVAILABLE);
            case 65, 79, 88 -> Optional.of(INCOMPATIBLE);
            default -> Optional.empty();
        };
    }

    private static CallCause ofStatus(int status) {
        return switch (status) {
            case 486, 600 -> BUSY;
            case 408, 480 -> NO_ANSWER;
            case 403, 433, 603, 607, 608 -> REJECTED;
            case 404, 410, 416, 484, 485, 604 -> NOT_FOUND;
            case 401, 407 -> NOT_AUTHORISED;
            case 406, 415, 420, 421, 488, 606 -> INCOMPATIBLE;
            case 487 -> CANCELLED;
            case 500, 502, 503, 504, 580 -> UNAVAILABLE;
            default -> status / 100 == 3 ? REDIRECTED : FAILED;
        };
    }
}
