package io.antiphon.sip.sdp;

/** The a=fingerprint and a=setup lines of one medium: who its writer is, and who begins. */
record DtlsLine(CertificateHash certificate, Setup setup) {}
