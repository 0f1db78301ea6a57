package io.antiphon.media.dtls;

/**
 * What SDP agreed on about a handshake.
 *
 * @param theirs who the other side must show to be
 * @param isClient whether we begin ({@code a=setup:active})
 */
public record DtlsTerms(Fingerprint theirs, boolean isClient) {}
