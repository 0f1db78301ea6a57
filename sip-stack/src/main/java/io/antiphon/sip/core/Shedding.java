package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.antiphon.sip.SipHandler;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.wire.Wire;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.header.RetryAfterHeader;

/**
 * Turns new calls away while the house is full, without keeping anything of them (RFC 3261, section 8.2.7), so
 * that a flood costs those who are in a call as little as possible. Sip thread.
 */
final class Shedding implements Wire.Valve {

    private final Core core;
    private final SipHandler handler;

    Shedding(Core core, SipHandler handler) {
        this.core = core;
        this.handler = handler;
    }

    @Override
    public Optional<SIPResponse> refusal(SIPRequest invite) {
        if (!handler.isFull()) {
            return Optional.empty();
        }
        core.count(SipMeter.CALLS_SHED);
        try {
            var response = (SIPResponse) core.messages.response(invite, 503, "Service Unavailable",
                    tag(invite));
            core.messages.header(response, RetryAfterHeader.NAME,
                    core.retryAfter());
            return Optional.of(response);
        } catch (ParseException impossible) {
            throw new IllegalStateException("a refusal that cannot be written", impossible);
        }
    }

    /** A repetition gets the same one. */
    private static String tag(SIPRequest invite) {
        return "full" + Integer.toHexString((invite.getTopmostVia().getBranch() + "|"
                + invite.getCallId().getCallId()).hashCode());
    }
}
