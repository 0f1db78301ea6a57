package io.antiphon.cli.phone;

import io.antiphon.sip.SipEnd;
import java.io.IOException;

/** Why a call that was placed was never up. */
public final class NoCall extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient SipEnd end;

    NoCall(SipEnd end) {
        super("no call: " + told(end));
        this.end = end;
    }

    /** How it ended, for whoever can say more about it. */
    public SipEnd end() {
        return end;
    }

    private static String told(SipEnd end) {
        return switch (end.cause()) {
            case REJECTED -> "they refused it with " + end.status() + " " + end.reason();
            case TIMEOUT -> "no answer";
            case UNREACHABLE, FAILED -> end.reason();
            case HANGUP_REMOTE -> "they hung up at once";
            case HANGUP_LOCAL, CANCELLED -> "it was given up";
        };
    }
}
