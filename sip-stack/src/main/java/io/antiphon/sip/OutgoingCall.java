package io.antiphon.sip;

/** A call that we made. */
public interface OutgoingCall extends SipCall {}
