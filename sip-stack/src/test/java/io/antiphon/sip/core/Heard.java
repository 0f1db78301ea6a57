package io.antiphon.sip.core;

import io.antiphon.sip.CallHandler;
import io.antiphon.sip.Referral;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.sdp.SessionDescription;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writes down what a call handler hears, for a test to read in order. */
final class Heard implements CallHandler {

    private final LinkedBlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final Consumer<Reoffer> onReoffer;

    /** Something heard that carried a session. */
    record Session(String what, Optional<SessionDescription> sdp) {}

    /** The way to the target is known. */
    record Routed(String localHost) {}

    /** A provisional response. */
    record Ringing(int status, boolean early) {}

    /** What became of a transfer. */
    record Transferred(int status) {}

    /** A key by INFO. */
    record Digit(char key) {}

    /** A refused re-INVITE. */
    record Refused(int status) {}

    Heard() {
        this(_ -> {});
    }

    Heard(Consumer<Reoffer> onReoffer) {
        this.onReoffer = onReoffer;
    }

    @Override
    public void routed(String localHost) {
        events.add(new Routed(localHost));
    }

    @Override
    public void ringing(int status, Optional<SessionDescription> early) {
        events.add(new Ringing(status, early.isPresent()));
    }

    @Override
    public void answered(SessionDescription remote) {
        events.add(new Session("answered", Optional.of(remote)));
    }

    @Override
    public void established(Optional<SessionDescription> remoteAnswer) {
        events.add(new Session("established", remoteAnswer));
    }

    @Override
    public void reoffered(Reoffer reoffer) {
        events.add(new Session("reoffered", reoffer.offer()));
        onReoffer.accept(reoffer);
    }

    @Override
    public void renegotiated(SessionDescription remoteAnswer) {
        events.add(new Session("renegotiated", Optional.of(remoteAnswer)));
    }

    @Override
    public void transferred(int status) {
        events.add(new Transferred(status));
    }

    @Override
    public void referred(Referral referral) {
        events.add(referral);
    }

    @Override
    public void digit(char key) {
        events.add(new Digit(key));
    }

    @Override
    public void reofferRefused(int status) {
        events.add(new Refused(status));
    }

    @Override
    public void ended(SipEnd end) {
        events.add(end);
    }

    /** The next thing heard; a test that waits ten seconds has failed. */
    Object next() throws InterruptedException {
        var event = events.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was heard");
        }
        return event;
    }

    Session session(String what) throws InterruptedException {
        if (next() instanceof Session session && session.what().equals(what)) {
            return session;
        }
        throw new AssertionError("expected " + what);
    }

    SipEnd end() throws InterruptedException {
        if (next() instanceof SipEnd end) {
            return end;
        }
        throw new AssertionError("expected the end");
    }

    boolean isSilent() {
        return events.isEmpty();
    }
}
