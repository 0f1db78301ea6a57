package io.antiphon.sip.sdp;

/**
 * How both sides agree on keys within the stream (RFC 5763).
 *
 * @param theirs what the other side must show
 * @param isClient whether we begin
 */
public record DtlsAgreement(CertificateHash theirs, boolean isClient) {}
