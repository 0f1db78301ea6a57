package io.antiphon.server.call;

import io.antiphon.call.CallId;
import io.antiphon.sip.IncomingCall;
import io.antiphon.sip.OutgoingCall;
import io.antiphon.sip.SipCall;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A call as others see it.
 *
 * @param isOutgoing whether we dialled
 * @param other the URI of whom we dialled, or of whoever calls
 * @param version grows with every change
 */
public record CallView(CallId id, boolean isOutgoing, String agent, String other, State state,
        long version, Instant began, Optional<Instant> answered, Optional<Ending> ending) {

    /** As it begins. */
    static CallView of(SipCall call, String agent, Instant now) {
        return switch (call) {
            case IncomingCall in -> new CallView(in.id(), false, agent, in.fromUri(),
                    State.RINGING, 0, now, Optional.empty(), Optional.empty());
            case OutgoingCall out -> new CallView(out.id(), true, agent, out.target(),
                    State.DIALLING, 0, now, Optional.empty(), Optional.empty());
        };
    }

    /** How far it has come; never back. */
    public enum State {
        /** Outgoing: the INVITE is on its way. */
        DIALLING,
        RINGING,
        /** Something can be heard before anyone took it. */
        EARLY,
        UP,
        ENDED;

        /** In lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Its end.
     *
     * @param reason for the operator
     * @param status the final SIP status, 0 where none was involved
     * @param q850 what the other side told of ITU-T Q.850, 0 for nothing
     * @param retryAfterSeconds when it wants to be called again at the earliest (Retry-After), 0 for nothing
     */
    public record Ending(CallCause cause, String reason, int status, int q850,
            int retryAfterSeconds, Instant at) {

        /** Without a time to come back. */
        public Ending(CallCause cause, String reason, int status, int q850, Instant at) {
            this(cause, reason, status, q850, 0, at);
        }
    }

    CallView in(State next) {
        return new CallView(id, isOutgoing, agent, other, next, version + 1, began, answered,
                ending);
    }

    CallView upSince(Instant now) {
        return new CallView(id, isOutgoing, agent, other, State.UP, version + 1, began,
                Optional.of(now), ending);
    }

    CallView ended(Ending how) {
        return new CallView(id, isOutgoing, agent, other, State.ENDED, version + 1, began,
                answered, Optional.of(how));
    }
}
