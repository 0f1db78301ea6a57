package io.antiphon.sip.core;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.sdp.SessionDescription;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Hop;
import javax.sip.message.Request;

/** Writes the INVITEs of one call that we make; all have the same From tag. Sip thread. */
final class Invitation {

    private final Core core;
    private final CallTarget target;
    private final String callId;
    private final String tag;
    private Optional<Callee> callee = Optional.empty();

    Invitation(Core core, CallTarget target, String callId) {
        this.core = core;
        this.target = target;
        this.callId = callId;
        this.tag = core.messages.newTag();
    }

    /** Whom it invites; before the first is written. */
    void to(Callee next) {
        callee = Optional.of(next);
    }

    /** For where the ways lead now; or by TCP, where it turns out to be too large for that. */
    Request write(Ways ways, long cseq, SessionDescription offer, SessionTerms session,
            ExtraHeaders headers, Optional<DigestAnswer> digest)
            throws ParseException, InvalidArgumentException {
        var request = write(ways.current(), cseq, offer, session);
        headers.on(core.messages, request);
        if (digest.isPresent()) {
            digest.get().sign(request, core.messages);
        }
        return ways.detour(core, request)
                ? write(ways, cseq, offer, session, headers, digest)
                : request;
    }

    private Request write(Hop to, long cseq, SessionDescription offer, SessionTerms session)
            throws ParseException, InvalidArgumentException {
        var wishes = target.wishes();
        var invited = callee.orElseThrow();
        String from = "sip:" + target.fromUser() + "@"
                + wishes.fromHost().orElseGet(() -> core.messages.localHost(to));
        var request = core.messages.request(
                new Messages.Outline("INVITE", invited.uri(), from, target.fromDisplayName(), tag,
                        invited.to(), callId, cseq),
                to);
        core.routes.write(invited.routes(), request);
        core.messages.contact(request, target.fromUser(), to);
        core.messages.allow(request);
        session.propose(core.messages, request);
        for (var header : wishes.headers().entrySet()) {
            core.messages.header(request, header.getKey(), header.getValue());
        }
        core.messages.body(request, offer);
        return request;
    }
}
