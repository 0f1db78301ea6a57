package io.antiphon.sip.core;

import io.antiphon.sip.CallHandler;
import io.antiphon.sip.Reoffer;
import io.antiphon.sip.SipEnd;

/** Hears of a call until someone does. */
final class Nobody implements CallHandler {

    @Override
    public void reoffered(Reoffer reoffer) {
        reoffer.reject(488, "Not Acceptable Here");
    }

    @Override
    public void ended(SipEnd end) {
        // There is nobody to tell.
    }
}
