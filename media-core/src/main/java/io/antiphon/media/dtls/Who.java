package io.antiphon.media.dtls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;

/** What both sides of a handshake ask of the other. */
final class Who {

    /** Who has not answered by then will not. */
    static final int PATIENCE_MS = 15_000;

    /** Forward secrecy and AEAD, for a server whose key is ECDSA, as ours is. */
    static final int[] ECDSA_CIPHERS = {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384};

    /** The same, and for one whose key is RSA. */
    static final int[] CIPHERS = {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384};

    private Who() {}

    /** Authorities are nobody's business here: the certificate is that of the SDP, or of a stranger. */
    static void mustBe(Fingerprint theirs, @Nullable Certificate shown) throws IOException {
        if (shown == null || shown.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "no certificate was shown");
        }
        if (!theirs.isOf(shown.getCertificateAt(0).getEncoded())) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate,
                    "the certificate has not the fingerprint of the SDP");
        }
    }
}
