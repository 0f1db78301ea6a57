package io.antiphon.media.dtls;

import io.antiphon.media.secure.SrtpKeys;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Objects;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.jspecify.annotations.Nullable;

/** The side that begins. The handshake's thread. */
final class Client extends DefaultTlsClient {

    private final Identity identity;
    private final Fingerprint theirs;
    private int profile;
    private @Nullable SrtpKeys keys;

    Client(Identity identity, Fingerprint theirs) {
        super(identity.crypto());
        this.identity = identity;
        this.theirs = theirs;
    }

    SrtpKeys keys() {
        return Objects.requireNonNull(keys);
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return Who.CIPHERS.clone();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return Who.PATIENCE_MS;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    @SuppressWarnings("rawtypes") // The library is older than generics.
    public Hashtable getClientExtensions() throws IOException {
        var extensions = super.getClientExtensions();
        Profiles.offer(extensions);
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes") // The library is older than generics.
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        profile = Profiles.taken(extensions);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        keys = Profiles.keys(context, profile, /* isClient= */ true);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                Who.mustBe(theirs, shown.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request)
                    throws IOException {
                if (context == null) {
                    throw new TlsFatalAlert(AlertDescription.internal_error);
                }
                return identity.credentials(context);
            }
        };
    }
}
