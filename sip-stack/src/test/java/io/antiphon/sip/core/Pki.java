package io.antiphon.sip.core;

import io.antiphon.sip.tls.TlsConfig;
import io.antiphon.sip.tls.TlsConfig.ClientCertificates;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** An authority, and certificates of it, in files of one folder. */
final class Pki {

    private final Path folder;
    private final X509Bundle root;

    Pki(Path folder) throws Exception {
        this.folder = folder;
        this.root = new CertificateBuilder().ecp256()
                .subject("CN=Root of " + folder.getFileName())
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(folder.resolve("roots.pem"), root.getCertificatePEM());
    }

    /** A certificate for this name and for 127.0.0.1 only if the name says so. */
    X509Bundle certificate(String name) throws Exception {
        return certificate(name, builder -> builder);
    }

    X509Bundle certificate(String name, UnaryOperator<CertificateBuilder> more) throws Exception {
        var builder = new CertificateBuilder().ecp256().subject("CN=" + name);
        return more.apply(name.equals("127.0.0.1")
                ? builder.addSanIpAddress(name)
                : builder.addSanDnsName(name)).buildIssuedBy(root);
    }

    static CertificateBuilder expired(CertificateBuilder builder) {
        return builder.notBefore(Instant.now().minus(Duration.ofDays(9)))
                .notAfter(Instant.now().minus(Duration.ofDays(1)));
    }

    /** Writes both files, over what was there. */
    TlsConfig files(String prefix, X509Bundle bundle) throws IOException {
        Files.writeString(folder.resolve(prefix + ".key"), bundle.getPrivateKeyPEM());
        Files.writeString(folder.resolve(prefix + ".pem"), bundle.getCertificatePathPEM());
        return new TlsConfig(folder.resolve(prefix + ".pem"), folder.resolve(prefix + ".key"),
                Optional.of(folder.resolve("roots.pem")), ClientCertificates.NONE);
    }

    TlsConfig localhost() throws Exception {
        return files("localhost", certificate("localhost"));
    }

    static TlsConfig mutual(TlsConfig config) {
        return new TlsConfig(config.certificate(), config.key(), config.authorities(),
                ClientCertificates.REQUIRED);
    }

    /** A peer of its own, that connects to this port without a certificate. */
    SSLSocket socket(int port) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[0], new TrustManager[]{root.toTrustManager()}, null);
        return (SSLSocket) context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port);
    }

    /** A peer of its own, that waits for connections. */
    static SSLServerSocket serverSocket(X509Bundle identity) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(identity.toKeyManagerFactory().getKeyManagers(), null, null);
        return (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }
}
