package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Wav;
import io.antiphon.server.call.Briefing;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.dial.DialAnswer.Dialling;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.sdp.MediaEncryption;
import io.antiphon.sip.trunk.DialPattern;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.Way;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Asterisk whose extension is enciphered: each side must decipher what the other one sends. */
class AsteriskSrtpIT {

    private static final String DTLS = """
            media_encryption=dtls
            dtls_auto_generate_cert=yes
            dtls_verify=fingerprint""";

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3711, 4568}, what = "SDES-SRTP, AES_CM_128_HMAC_SHA1_80")
    void questionAndAnswerPassEnciphered() throws Exception {
        hold("media_encryption=sdes", MediaEncryption.REQUIRED, "AES_CM_128_HMAC_SHA1_80");
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3711, 4568}, what = "SDES-SRTP, AES_CM_128_HMAC_SHA1_32")
    void theShortTagIsTakenWhereAsteriskPrefersIt() throws Exception {
        hold("media_encryption=sdes\nsrtp_tag_32=yes", MediaEncryption.OPTIONAL,
                "AES_CM_128_HMAC_SHA1_32");
    }

    /** RTP/AVP with keys: whoever can, does. */
    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {4568, 8643}, what = "SDES-SRTP offered as RTP/AVP")
    void whatIsOfferedAtBestEffortIsTaken() throws Exception {
        hold("media_encryption=sdes\nmedia_encryption_optimistic=yes", MediaEncryption.OPTIONAL,
                "AES_CM_128_HMAC_SHA1_80");
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {5763, 5764}, what = "DTLS-SRTP, we begin the handshake")
    void keysOfAHandshakeServeBothWays() throws Exception {
        hold(DTLS, MediaEncryption.REQUIRED, "DTLS");
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {5761, 5763,
            5764}, what = "DTLS-SRTP, Asterisk begins; rtcp-mux")
    void itIsTheSameWhereAsteriskBeginsAndReportsShareThePort() throws Exception {
        hold(DTLS + "\nrtcp_mux=yes\ndtls_setup=active", MediaEncryption.OPTIONAL, "DTLS");
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            4568}, what = "a plain offer is refused where SRTP is required")
    void plainCallIsRefusedWhereEncryptionIsRequired() throws Exception {
        refused("media_encryption=no", MediaEncryption.REQUIRED,
                "the offer is not encrypted, and rtp.srtp is required");
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            4568}, what = "an encrypted offer is refused where SRTP is off")
    void encipheredCallIsRefusedWhereEncryptionIsOff() throws Exception {
        refused("media_encryption=sdes", MediaEncryption.OFF,
                "the offer is encrypted, and rtp.srtp is off");
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {5763,
            5764}, what = "DTLS-SRTP in our own offer: the agent hears itself in the PBX's echo")
    void handshakeThatWeOfferServesBothWays() throws Exception {
        int port = freePort();
        var plan = new DialPlan(List.of(), List.of(new Way("pbx", List.of("127.0.0.1"), List.of(),
                List.of(new DialPattern("700")))));
        var asterisk = asterisk(port, DTLS + "\nrtcp_mux=yes");
        var server = TestServer.startOfferingHandshakes(folder, plan, account(port));
        try (asterisk; server) {
            asterisk.commandUntil("pjsip show contacts", "sip:103@127.0.0.1", 15);
            var answer = server.server()
                    .dial(new DialRequest("700", Briefing.of("front-desk"), Optional.of("103"),
                            Optional.empty(), DialRequest.USUAL_RING, Map.of()));
            var call = assertInstanceOf(Dialling.class, answer, answer.toString()).id();
            // The greeting comes back by the echo, or the call ends, and the test with it.
            while (server.events("voice.begin").isEmpty()) {
                var view = server.server().book().find(call).orElseThrow();
                assertNotEquals(State.ENDED, view.state(), asterisk.log());
                asterisk.command("core show channels");
            }
            assertTrue(server.server().hangUp(call));
            asterisk.commandUntil("core show channels", "0 active channels", 20);
        }
        assertEquals("DTLS", server.events("media.agreed").getFirst().path("srtp").asText());
        assertEquals(1, server.events("media.enciphered").size());
        assertTrue(server.events("packets.refused").isEmpty(),
                server.events("packets.refused").toString());
    }

    private void hold(String endpoint, MediaEncryption policy, String suite) throws Exception {
        Speech.wav("hello what are your opening hours").write(folder.resolve("question.wav"));
        int port = freePort();
        var asterisk = asterisk(port, endpoint);
        var server = TestServer.start(folder, policy, account(port));
        try (asterisk; server) {
            asterisk.commandUntil("pjsip show contacts", "sip:103@127.0.0.1", 15);
            asterisk.command("channel originate PJSIP/103 extension ask@caller");
            asterisk.commandUntil("core show channels", "1 call processed", 10);
            asterisk.commandUntil("core show channels", "0 active channels", 40);
        }
        // Its last event is in the file once the server has gone.
        var agreed = server.events("media.agreed");
        assertEquals(1, agreed.size(), agreed.toString());
        assertEquals(suite, agreed.getFirst().path("srtp").asText());
        assertEquals(!suite.equals("DTLS"),
                agreed.getFirst().path("keysInTheClear").asBoolean(), "SIP goes over UDP");
        assertEquals(suite.equals("DTLS") ? 1 : 0, server.events("media.enciphered").size());
        String said = server.events("heard.final").toString();
        assertTrue(said.contains("opening hours"), said + asterisk.log());
        assertTrue(server.events("dtmf").toString().contains("\"5\""), "the key");
        var refused = server.events("packets.refused");
        assertTrue(refused.isEmpty(), refused + asterisk.log());
        var recording = Wav.read(folder.resolve("agent.wav"));
        double greeting = Speech.voicedSeconds(recording, 0, 7);
        double reply = Speech.voicedSeconds(recording, 9,
                recording.length() / recording.sampleRate());
        assertTrue(greeting > 1, "seconds of greeting in the PBX's recording: " + greeting);
        assertTrue(reply > 1, "seconds of answer in the PBX's recording: " + reply);
        String written = Files.readString(folder.resolve("events.jsonl"));
        assertFalse(written.contains("inline:"), "a key in the events");
    }

    private void refused(String endpoint, MediaEncryption policy, String reason) throws Exception {
        int port = freePort();
        var asterisk = asterisk(port, endpoint);
        var server = TestServer.start(folder, policy, account(port));
        try (asterisk; server) {
            asterisk.commandUntil("pjsip show contacts", "sip:103@127.0.0.1", 15);
            asterisk.command("channel originate PJSIP/103 extension ask@caller");
            asterisk.commandUntil("core show channels", "0 active channels", 20);
        }
        var end = server.events("call.end");
        assertEquals(reason, end.getFirst().path("reason").asText(), end.toString());
        assertTrue(server.events("media.agreed").isEmpty());
    }

    private AsteriskPeer asterisk(int port, String endpoint) throws Exception {
        Files.writeString(folder.resolve("pjsip-more.conf"), """
                [103]
                type=endpoint
                transport=udp
                context=from-agent
                disallow=all
                allow=ulaw,alaw
                auth=103
                aors=103
                direct_media=no
                rtp_symmetric=yes
                dtmf_mode=rfc4733
                %s

                [103]
                type=auth
                auth_type=digest
                username=103
                password=secret

                [103]
                type=aor
                max_contacts=1
                """.formatted(endpoint));
        return AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31300",
                        "RTP_LAST", "31399", "DIGEST", "SHA-256,MD5"));
    }

    private static Account account(int port) {
        return new Account("103", "sip:127.0.0.1:" + port, new Credentials("103", "secret"),
                Duration.ofMinutes(1));
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
