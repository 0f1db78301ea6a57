package io.antiphon.sip.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates as they were read at one time, and engines that use them. Immutable, any thread. */
public final class TlsContext {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    /** Forward secrecy and authenticated encryption; nothing else has been safe for long. */
    private static final Pattern SUITES = Pattern.compile(
            "TLS_(AES|CHACHA20)_.*|TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_.*");
    private static final char[] IN_MEMORY = "none".toCharArray();

    private final SSLContext context;
    private final String[] suites;
    private final boolean asksClients;
    private final X509Certificate own;

    private TlsContext(SSLContext context, boolean asksClients, X509Certificate own) {
        this.context = context;
        this.asksClients = asksClients;
        this.own = own;
        this.suites = Arrays.stream(context.getSupportedSSLParameters().getCipherSuites())
                .filter(suite -> SUITES.matcher(suite).matches())
                .toArray(String[]::new);
    }

    /** Reads the files. */
    public static TlsContext open(TlsConfig config) throws TlsProblem {
        var chain = new Pem("sip.tls.certificate", config.certificate()).certificates();
        var key = new Pem("sip.tls.key", config.key()).privateKey();
        if (!areOfAKind(key, chain.getFirst())) {
            throw new TlsProblem("sip.tls.key: " + config.key()
                    + ": is not the key of the first certificate in " + config.certificate());
        }
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(identity(config, chain, key), authorities(config), null);
            return new TlsContext(context,
                    config.clientCertificates() == TlsConfig.ClientCertificates.REQUIRED,
                    chain.getFirst());
        } catch (GeneralSecurityException refused) {
            throw new TlsProblem("sip.tls: cannot be used: " + refused.getMessage(), refused);
        }
    }

    private static boolean areOfAKind(PrivateKey key, X509Certificate certificate) {
        byte[] anything = new byte[32];
        try {
            var signature = Signature.getInstance(switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            });
            signature.initSign(key);
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(anything);
            return signature.verify(signed);
        } catch (GeneralSecurityException differentAlgorithms) {
            return false;
        }
    }

    private static KeyManager[] identity(TlsConfig config, List<X509Certificate> chain,
            PrivateKey key) throws GeneralSecurityException, TlsProblem {
        var store = emptyStore();
        try {
            store.setKeyEntry("own", key, IN_MEMORY, chain.toArray(Certificate[]::new));
        } catch (GeneralSecurityException disordered) {
            throw new TlsProblem("sip.tls.certificate: " + config.certificate()
                    + ": is no chain; our certificate comes first, then who signed it, and so on",
                    disordered);
        }
        var managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, IN_MEMORY);
        return managers.getKeyManagers();
    }

    private static TrustManager[] authorities(TlsConfig config)
            throws GeneralSecurityException, TlsProblem {
        var managers = TrustManagerFactory.getInstance("PKIX");
        if (config.authorities().isEmpty()) {
            managers.init((KeyStore) null);
            return managers.getTrustManagers();
        }
        var store = emptyStore();
        int number = 0;
        for (var root : new Pem("sip.tls.authorities", config.authorities().get())
                .certificates()) {
            store.setCertificateEntry("root" + number++, root);
        }
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException thereIsNothingToRead) {
            throw new IllegalStateException(thereIsNothingToRead);
        }
        return store;
    }

    /** For a connection that someone opened to us. */
    public SSLEngine accepting() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        restrict(engine);
        engine.setNeedClientAuth(asksClients);
        return engine;
    }

    /** For a connection that we open: the certificate there has to be of this name, or of this address. */
    public SSLEngine opening(String name, int port) {
        var engine = context.createSSLEngine(name, port);
        engine.setUseClientMode(true);
        restrict(engine);
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    private void restrict(SSLEngine engine) {
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setEnabledCipherSuites(suites);
    }

    /** When our own certificate ends. */
    public Date notAfter() {
        return own.getNotAfter();
    }

    /** Who our certificate says we are, for the log. */
    public String subject() {
        return own.getSubjectX500Principal().getName();
    }
}
