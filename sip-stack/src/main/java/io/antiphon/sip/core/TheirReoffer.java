package io.antiphon.sip.core;

import io.antiphon.sip.Reoffer;
import io.antiphon.sip.sdp.SessionDescription;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;

/** A re-INVITE or UPDATE of theirs, while it waits for our word. Any thread gives that; the {@link Leg} sends it. */
final class TheirReoffer implements Reoffer {

    private final Core core;
    private final Leg leg;
    private final ServerTransaction transaction;
    private final Request request;
    private final Optional<SessionDescription> offer;

    TheirReoffer(Core core, Leg leg, ServerTransaction transaction, Request request,
            Optional<SessionDescription> offer) {
        this.core = core;
        this.leg = leg;
        this.transaction = transaction;
        this.request = request;
        this.offer = offer;
    }

    ServerTransaction transaction() {
        return transaction;
    }

    Request request() {
        return request;
    }

    @Override
    public Optional<SessionDescription> offer() {
        return offer;
    }

    @Override
    public void answer(SessionDescription local) {
        core.post(() -> leg.answer(this, local));
    }

    @Override
    public void reject(int status, String reason) {
        core.post(() -> leg.refuse(this, status, reason));
    }
}
