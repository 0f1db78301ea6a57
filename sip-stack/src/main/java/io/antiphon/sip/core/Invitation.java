package io.antiphon.sip.core;

import io.antiphon.sip.CallTarget;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.sdp.SessionDescription;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Writes the INVITEs of one call that we make, each as the refusal of the one before wants it; all have the same
 * From tag. Sip thread.
 */
final class Invitation {

    private final Core core;
    private final CallTarget target;
    private final String callId;
    private final String tag;
    private SessionTerms session = SessionTerms.USUAL;
    private Optional<DigestAnswer> signature = Optional.empty();
    private long cseq;

    Invitation(Core core, CallTarget target, String callId) {
        this.core = core;
        this.target = target;
        this.callId = callId;
        this.tag = core.messages.newTag();
    }

    /** What the last one proposed. */
    SessionTerms session() {
        return session;
    }

    /** Whether the next one to the same place has what this refusal asks for, and the last one had not. */
    boolean yieldsTo(Response refusal, Optional<Credentials> credentials) {
        boolean wasSigned = signature.isPresent();
        signature = Optional.empty();
        var longer = session.longer(refusal);
        if (longer.isPresent()) {
            session = longer.get();
            return true;
        }
        int status = refusal.getStatusCode();
        if (!wasSigned && (status == 401 || status == 407)) {
            signature = credentials
                    .flatMap(known -> DigestAnswer.to(refusal, known, core.random));
        }
        return signature.isPresent();
    }

    /** The next one goes to somebody who has asked for nothing yet. */
    void beginAnew() {
        signature = Optional.empty();
    }

    /** For where the itinerary leads now; or by TCP, where it turns out to be too large for that. */
    Request write(Itinerary itinerary, SessionDescription offer, ExtraHeaders headers)
            throws ParseException, InvalidArgumentException {
        cseq++;
        var request = written(itinerary, offer, headers);
        return itinerary.ways().detour(core, request)
                ? written(itinerary, offer, headers)
                : request;
    }

    private Request written(Itinerary itinerary, SessionDescription offer, ExtraHeaders headers)
            throws ParseException, InvalidArgumentException {
        var to = itinerary.ways().current();
        var wishes = target.wishes();
        var invited = itinerary.callee();
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
        headers.on(core.messages, request);
        if (signature.isPresent()) {
            signature.get().sign(request, core.messages);
        }
        return request;
    }
}
