package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.time.Timers;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.header.AllowHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Keeps a call from outliving its other end (RFC 4028): one side refreshes the session now and then, and a
 * session that is not refreshed in time is over. Where the other side does not know of it, we refresh, so
 * that a peer which vanished is noticed in any case. Sip thread.
 */
final class SessionTimer {

    /** A refresh that was refused, or came while something else went on, is tried again so much later. */
    private static final long RETRY_NS = SECONDS.toNanos(5);

    private final Core core;
    private final InDialog way;
    private final Call call;
    private SessionTerms terms = SessionTerms.USUAL;
    private boolean theyTakeUpdates;
    private boolean updating;
    private boolean over;
    private Timers.Timer refreshing = () -> {};
    private Timers.Timer expiring = () -> {};

    /** The call that is kept. */
    interface Call {

        /** Whether a renegotiation runs, which may refresh as well. */
        boolean isBusy();

        /** Sends a re-INVITE with the session as it is. */
        void reinvite();

        /** The other side does not know the call any more. */
        void lost(int status);

        /** Nobody has refreshed the session: the other side is gone, or takes us for gone. */
        void expired();
    }

    SessionTimer(Core core, InDialog way, Call call) {
        this.core = core;
        this.way = way;
        this.call = call;
    }

    SessionTerms terms() {
        return terms;
    }

    /** The session was agreed on or refreshed just now. */
    void start(SessionTerms next, Message theirs) {
        noteAllow(theirs);
        start(next);
    }

    private void start(SessionTerms next) {
        if (over) {
            return;
        }
        cancel();
        terms = next;
        if (next.weRefresh()) {
            refreshing = core.timers.after(next.refreshNs(), this::refresh);
        }
        expiring = core.timers.after(next.patienceNs(), call::expired);
    }

    /** The call is over. */
    void stop() {
        over = true;
        cancel();
    }

    private void cancel() {
        refreshing.cancel();
        expiring.cancel();
    }

    private void noteAllow(Message message) {
        Iterator<?> headers = message.getHeaders(AllowHeader.NAME);
        while (headers.hasNext()) {
            theyTakeUpdates |= headers.next() instanceof AllowHeader header
                    && header.getMethod().equals(Request.UPDATE);
        }
    }

    private void refresh() {
        // Until the session is agreed on again, which cancels this.
        refreshing = core.timers.after(RETRY_NS, this::refresh);
        if (call.isBusy() || updating) {
            return;
        }
        if (theyTakeUpdates) {
            core.wire.guarded(this::update);
        } else {
            call.reinvite();
        }
    }

    private void update() throws Exception {
        var request = way.request(Request.UPDATE);
        core.messages.allow(request);
        terms.confirm(core.messages, request);
        way.send(request, (status, response) -> {
            updating = false;
            answered(status, response);
        });
        updating = true;
    }

    /**
     * What an UPDATE or re-INVITE of ours brought. A refusal that does not say that the call is gone leaves it until
     * the session expires; a refresh is tried again until then, as the refusal asks for it.
     */
    void answered(int status, Optional<Response> response) {
        if (status / 100 == 2 && response.isPresent()) {
            start(terms.agreed(response.get()), response.get());
        } else if (status == 481 || status == 408) {
            call.lost(status);
        } else if (status == 405 || status == 501) {
            theyTakeUpdates = false;
        } else {
            response.flatMap(terms::longer).ifPresent(longer -> terms = longer);
        }
    }
}
