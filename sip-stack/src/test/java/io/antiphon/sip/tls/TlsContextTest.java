package io.antiphon.sip.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.tls.TlsConfig.ClientCertificates;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsContextTest {

    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;
    private X509Bundle bundle;

    @BeforeEach
    void write() throws Exception {
        certificate = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        write(Algorithm.ecp256);
    }

    private void write(Algorithm algorithm) throws Exception {
        bundle = new CertificateBuilder().algorithm(algorithm)
                .subject("CN=pbx.example")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(certificate, bundle.getCertificatePEM());
        Files.writeString(key, bundle.getPrivateKeyPEM());
    }

    private TlsConfig config() {
        return new TlsConfig(certificate, key, Optional.empty(), ClientCertificates.NONE);
    }

    private void assertSays(String... parts) {
        String message = String.valueOf(
                assertThrows(TlsProblem.class, () -> TlsContext.open(config())).getMessage());
        for (var part : parts) {
            assertTrue(message.contains(part), part + " in: " + message);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ecp256", "ecp384", "rsa2048", "ed25519"})
    void everyUsualKindOfKeyIsRead(Algorithm algorithm) throws Exception {
        write(algorithm);
        assertEquals("CN=pbx.example", TlsContext.open(config()).subject());
    }

    @Test
    void onlySafeVersionsAndSuitesAreOffered() throws Exception {
        for (var engine : List.of(TlsContext.open(config()).accepting(),
                TlsContext.open(config()).opening("pbx.example", 5061))) {
            assertEquals(List.of("TLSv1.3", "TLSv1.2"),
                    Arrays.asList(engine.getEnabledProtocols()));
            for (var suite : engine.getEnabledCipherSuites()) {
                assertTrue(suite.contains("GCM") || suite.contains("CHACHA20"), suite);
            }
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        Files.delete(key);
        assertSays("sip.tls.key", key.toString(), "no such file");
        Files.delete(certificate);
        assertSays("sip.tls.certificate", certificate.toString(), "no such file");
    }

    @Test
    void aKeyOfAnotherCertificateIsToldSo() throws Exception {
        var other = new CertificateBuilder().ecp256()
                .subject("CN=other")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(key, other.getPrivateKeyPEM());
        assertSays("sip.tls.key", key.toString(), "not the key", certificate.toString());
    }

    @Test
    void aKeyOfAnotherFormIsToldHowToConvert() throws IOException {
        Files.writeString(key, """
                -----BEGIN RSA PRIVATE KEY-----
                AAAA
                -----END RSA PRIVATE KEY-----
                """);
        assertSays("RSA PRIVATE KEY", "openssl pkcs8 -topk8");
    }

    @Test
    void filesThatHoldSomethingElseAreToldSo() throws IOException {
        Files.writeString(key, "secret");
        assertSays("sip.tls.key", "no private key");
        Files.writeString(certificate, bundle.getPrivateKeyPEM());
        assertSays("sip.tls.certificate", "no certificate");
        Files.writeString(certificate, """
                -----BEGIN CERTIFICATE-----
                AAAA
                -----END CERTIFICATE-----
                """);
        assertSays("sip.tls.certificate", "cannot be understood");
    }
}
