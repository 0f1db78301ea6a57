package io.antiphon.media.dtls;

import io.antiphon.media.secure.SrtpKeys;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Objects;
import java.util.Vector;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.jspecify.annotations.Nullable;

/** The side that waits. The handshake's thread. */
final class Server extends DefaultTlsServer {

    private final Identity identity;
    private final Fingerprint theirs;
    private int profile;
    private @Nullable SrtpKeys keys;

    Server(Identity identity, Fingerprint theirs) {
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
        return Who.ECDSA_CIPHERS.clone();
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
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        profile = Profiles.chosen(extensions);
    }

    @Override
    @SuppressWarnings("rawtypes") // The library is older than generics.
    public Hashtable getServerExtensions() throws IOException {
        var extensions = super.getServerExtensions();
        Profiles.answer(extensions, profile);
        return extensions;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // The library asks for a Vector.
    public CertificateRequest getCertificateRequest() {
        var algorithms = new Vector<SignatureAndHashAlgorithm>();
        for (short hash : new short[]{HashAlgorithm.sha256, HashAlgorithm.sha384,
                HashAlgorithm.sha512}) {
            algorithms.add(new SignatureAndHashAlgorithm(hash, SignatureAlgorithm.ecdsa));
            algorithms.add(new SignatureAndHashAlgorithm(hash, SignatureAlgorithm.rsa));
        }
        return new CertificateRequest(
                new short[]{ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate shown) throws IOException {
        Who.mustBe(theirs, shown);
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return identity.credentials(context);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        keys = Profiles.keys(context, profile, /* isClient= */ false);
    }
}
