package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.tls.TlsConfig;
import io.antiphon.sip.tls.TlsConfig.ClientCertificates;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent and a real Asterisk talk in TLS, each checking the other's certificate, and send sound as SRTP. */
class AsteriskTlsIT {

    /** Its client asks for a certificate of the agent's address, its server for one of the authority. */
    private static final String PBX = """
            [tls]
            type=transport
            protocol=tls
            bind=127.0.0.1:@TLS_PORT@
            cert_file=/peer/pbx.pem
            priv_key_file=/peer/pbx.key
            ca_list_file=/peer/roots.pem
            method=tlsv1_2
            verify_server=yes
            verify_client=yes
            require_client_cert=yes

            [101]
            type=endpoint
            transport=tls
            context=from-agent
            disallow=all
            allow=ulaw,alaw
            auth=101
            aors=101
            direct_media=no
            rtp_symmetric=yes
            media_encryption=sdes

            [101]
            type=auth
            auth_type=digest
            username=101
            password=secret

            [101]
            type=aor
            max_contacts=1
            """;

    @TempDir
    private Path folder;

    private X509Bundle root;
    private int port;

    @BeforeEach
    void issue() throws Exception {
        root = new CertificateBuilder().rsa2048()
                .subject("CN=Root of the test")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(folder.resolve("roots.pem"), root.getCertificatePEM());
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.writeString(folder.resolve("pjsip-more.conf"),
                PBX.replace("@TLS_PORT@", Integer.toString(port)));
    }

    private void write(String name, CertificateBuilder builder) throws Exception {
        var bundle = builder.rsa2048().subject("CN=" + name).buildIssuedBy(root);
        Files.writeString(folder.resolve(name + ".pem"), bundle.getCertificatePathPEM());
        Files.writeString(folder.resolve(name + ".key"), bundle.getPrivateKeyPEM());
    }

    private TestServer agent() throws Exception {
        write("agent", new CertificateBuilder().addSanIpAddress("127.0.0.1"));
        var tls = new TlsConfig(folder.resolve("agent.pem"), folder.resolve("agent.key"),
                Optional.of(folder.resolve("roots.pem")), ClientCertificates.REQUIRED);
        return TestServer.startWithTls(folder, tls,
                new Account("101", "sip:localhost:" + port + ";transport=tls",
                        new Credentials("101", "secret"), Duration.ofMinutes(1)));
    }

    private AsteriskPeer asterisk() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return AsteriskPeer.start(folder,
                    Map.of("SIP_PORT", Integer.toString(socket.getLocalPort()), "RTP_FIRST",
                            "31200", "RTP_LAST", "31299", "DIGEST", "SHA-256,MD5"));
        }
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3261, 5922,
            8446}, what = "registration and call over TLS, certificates checked both ways")
    void agentRegistersAndAnswersACallFromThePbx() throws Exception {
        write("pbx", new CertificateBuilder().addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1"));
        Speech.wav("hello what are your opening hours").write(folder.resolve("question.wav"));
        try (var asterisk = asterisk(); var server = agent()) {
            String contacts = asterisk.commandUntil("pjsip show contacts", "sip:101@127.0.0.1",
                    15);
            assertTrue(contacts.contains("transport=tls"), contacts);
            asterisk.command("channel originate PJSIP/101 extension ask@caller");
            asterisk.commandUntil("core show channels", "1 call processed", 10);
            asterisk.commandUntil("core show channels", "0 active channels", 40);
            String media = server.events("media.agreed").toString();
            assertTrue(media.contains("AES_CM_128_HMAC_SHA1_80")
                    && media.contains("\"keysInTheClear\":false"), media);
            String said = server.events("heard.final").toString();
            assertTrue(said.contains("opening hours"), said + asterisk.log());
        }
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {5922}, what = "a certificate of another name is refused")
    void agentDoesNotRegisterWithAPbxOfAnotherName() throws Exception {
        write("pbx", new CertificateBuilder().addSanDnsName("pbx.example"));
        try (var asterisk = asterisk(); var server = agent()) {
            String why = "";
            for (int i = 0; i < 100 && why.isEmpty(); i++) {
                asterisk.command("core show uptime");
                why = server.server().registrations().getFirst().lastError().orElse("");
            }
            assertTrue(why.contains("localhost"), why);
        }
    }
}
