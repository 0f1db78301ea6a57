package io.antiphon.sip.core;

import io.antiphon.sip.Reoffer;
import io.antiphon.sip.sdp.SessionDescription;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A re-INVITE, UPDATE or PRACK with an offer of theirs, while it waits for our word. Any thread gives that; the {@link Leg} sends it. */
final class TheirReoffer implements Reoffer {

    private final Core core;
    private final Leg leg;
    private final Sender sender;
    private final Request request;
    private final Optional<SessionDescription> offer;

    /** Sends the answer to it. */
    @FunctionalInterface
    interface Sender {

        void send(Response response) throws Exception;
    }

    TheirReoffer(Core core, Leg leg, Sender sender, Request request,
            Optional<SessionDescription> offer) {
        this.core = core;
        this.leg = leg;
        this.sender = sender;
        this.request = request;
        this.offer = offer;
    }

    Sender sender() {
        return sender;
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
