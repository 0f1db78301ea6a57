package io.antiphon.sip.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads PEM files (RFC 7468).
 *
 * @param setting the key in the configuration, for messages
 */
record Pem(String setting, Path file) {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> KEYS = List.of("RSA", "EC", "EdDSA");

    /** At least one certificate, in the order of the file. */
    List<X509Certificate> certificates() throws TlsProblem {
        byte[] bytes = bytes();
        var found = new ArrayList<X509Certificate>();
        try {
            var blocks = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            var factory = CertificateFactory.getInstance("X.509");
            while (blocks.find()) {
                if (blocks.group(1).equals("CERTIFICATE") && factory.generateCertificate(
                        new ByteArrayInputStream(
                                decoded(blocks.group(2)))) instanceof X509Certificate one) {
                    found.add(one);
                }
            }
        } catch (CertificateException | IllegalArgumentException broken) {
            throw new TlsProblem(told("holds a certificate that cannot be understood"), broken);
        }
        if (found.isEmpty()) {
            throw new TlsProblem(told("holds no certificate (-----BEGIN CERTIFICATE-----)"));
        }
        return List.copyOf(found);
    }

    PrivateKey privateKey() throws TlsProblem {
        var blocks = BLOCK.matcher(new String(bytes(), StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            if (blocks.group(1).equals("PRIVATE KEY")) {
                return privateKey(blocks.group(2));
            }
            if (blocks.group(1).endsWith("PRIVATE KEY")) {
                throw new TlsProblem(told("holds a key as " + blocks.group(1)
                        + "; convert it: openssl pkcs8 -topk8 -nocrypt -in " + file));
            }
        }
        throw new TlsProblem(told("holds no private key (-----BEGIN PRIVATE KEY-----)"));
    }

    private PrivateKey privateKey(String base64) throws TlsProblem {
        for (var algorithm : KEYS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(decoded(base64)));
            } catch (InvalidKeySpecException another) {
                // A key of another algorithm; PKCS #8 says which, Java does not.
            } catch (GeneralSecurityException | IllegalArgumentException broken) {
                throw new TlsProblem(told("holds a key that cannot be understood"), broken);
            }
        }
        throw new TlsProblem(told("holds a key that is none of " + KEYS));
    }

    private byte[] bytes() throws TlsProblem {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new TlsProblem(
                    told(Files.exists(file) ? "cannot be read" : "there is no such file"),
                    unreadable);
        }
    }

    private String told(String what) {
        return setting + ": " + file + ": " + what;
    }

    private static byte[] decoded(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }
}
