package io.antiphon.server.call;

import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.floor.FloorRecord;
import io.antiphon.sip.CallHandler;
import io.antiphon.sip.Referral;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipEnd;
import io.antiphon.sip.sdp.SessionDescription;
import io.antiphon.time.NanoClock;
import java.util.Optional;

/** Turns what signalling and media tell into events for the call's thread. Any thread. */
public abstract class Postings implements CallHandler, MediaListener {

    private final NanoClock clock;

    Postings(NanoClock clock) {
        this.clock = clock;
    }

    abstract void post(CallEvent event);

    @Override
    public void routed(String localHost) {
        post(new CallEvent.Routed(localHost));
    }

    @Override
    public void ringing(int status, Optional<SessionDescription> early) {
        post(new CallEvent.Ringing(status, early));
    }

    @Override
    public void answered(SessionDescription remote) {
        post(new CallEvent.Answered(remote));
    }

    @Override
    public void established(Optional<SessionDescription> answer) {
        post(new CallEvent.Established(answer));
    }

    @Override
    public void reoffered(Reoffer reoffer) {
        post(new CallEvent.Reoffered(reoffer));
    }

    @Override
    public void renegotiated(SessionDescription answer) {
        post(new CallEvent.Renegotiated(answer));
    }

    @Override
    public void reofferRefused(int status) {
        post(new CallEvent.ReofferRefused(status));
    }

    @Override
    public void transferred(int status) {
        post(new CallEvent.Transferred(status));
    }

    @Override
    public void referred(Referral referral) {
        post(new CallEvent.Referred(referral));
    }

    @Override
    public void digit(char key) {
        happened(new MediaEvent.Digit(key, clock.nanoTime()));
    }

    @Override
    public void happened(MediaEvent event) {
        post(new CallEvent.Media(event));
    }

    @Override
    public void floorMoved(FloorRecord move) {
        post(new CallEvent.FloorMoved(move));
    }

    @Override
    public void ended(SipEnd end) {
        post(new CallEvent.Ended(end));
    }
}
