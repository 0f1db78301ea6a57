package io.antiphon.sip.sdp;

/** What both sides encipher with. */
public record Keying(CryptoSuite suite, MasterKey ours, MasterKey theirs) {}
