package io.antiphon.server.call;

import io.antiphon.sip.SipCall;

/** Where a conversation is at the moment. Owned by the call's thread. */
interface Place {

    SipCall call();

    Leg leg();
}
