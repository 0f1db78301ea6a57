package io.antiphon.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own offers of a handshake (RFC 5763, section 5), and what may be answered. */
class HandshakeOfferTest {

    private static final CertificateHash OURS = new CertificateHash("sha-256",
            "AB" + ":01".repeat(31));
    private static final String THEIRS = "CD" + ":02".repeat(31);

    private static OfferAnswer with(MediaEncryption policy, Optional<CertificateHash> own) {
        return new OfferAnswer(LocalMedia.telephone(new InetSocketAddress("192.0.2.1", 4000)), 77,
                policy, KeyExchange.DTLS, new Random(9), own);
    }

    private static SessionDescription answer(String protocol, String lines) throws SdpException {
        return SessionDescription.parse("""
                v=0
                o=- 1 1 IN IP4 10.0.0.1
                s=-
                c=IN IP4 10.0.0.1
                t=0 0
                m=audio 5000 %s 0
                %s""".formatted(protocol, lines).replace("\n", "\r\n"));
    }

    private static String fingerprint(String setup) {
        return "a=fingerprint:sha-256 " + THEIRS + "\na=setup:" + setup + "\n";
    }

    @Test
    void offerHasOurCertificateAndNoKeys() {
        String offer = with(MediaEncryption.OPTIONAL, Optional.of(OURS))
                .offer(Direction.SENDRECV)
                .write();
        assertTrue(offer.contains("m=audio 4000 UDP/TLS/RTP/SAVP "), offer);
        assertTrue(offer.contains("a=fingerprint:sha-256 " + OURS.hex() + "\r\n"), offer);
        assertTrue(offer.contains("a=setup:actpass\r\n"), offer);
        assertTrue(offer.contains("a=rtcp-mux\r\n"), offer);
        assertFalse(offer.contains("a=crypto"), offer);
    }

    @ParameterizedTest
    @CsvSource({"active, false", "passive, true"})
    void whoAnswersChoosesWhoBegins(String setup, boolean areWeClient) throws SdpException {
        var ours = with(MediaEncryption.REQUIRED, Optional.of(OURS));
        ours.offer(Direction.SENDRECV);
        var agreed = ours.accept(answer("UDP/TLS/RTP/SAVP", fingerprint(setup))).orElseThrow();
        assertEquals(areWeClient, agreed.dtls().orElseThrow().isClient());
        assertEquals(new CertificateHash("sha-256", THEIRS), agreed.dtls().get().theirs());
    }

    @ParameterizedTest
    @CsvSource({"RTP/AVP, ''", "UDP/TLS/RTP/SAVP, ''", "RTP/SAVP, ''"})
    void answerWithoutAHandshakeIsNone(String protocol, String lines) throws SdpException {
        var ours = with(MediaEncryption.OPTIONAL, Optional.of(OURS));
        ours.offer(Direction.SENDRECV);
        assertTrue(ours.accept(answer(protocol, lines)).isEmpty());
    }

    @Test
    void callWhoseKeysCameInItsSdpGoesOnWithThem() throws SdpException {
        var ours = with(MediaEncryption.OPTIONAL, Optional.of(OURS));
        var theirs = answer("RTP/SAVP", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                + "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\n");
        assertTrue(ours.answer(theirs, Direction.SENDRECV).isPresent());
        String offer = ours.offer(Direction.SENDRECV).write();
        assertTrue(offer.contains(" RTP/SAVP ") && offer.contains("a=crypto"), offer);
    }

    @Test
    void whereNothingMayBeEncipheredNoHandshakeIsOffered() {
        String off = with(MediaEncryption.OFF, Optional.of(OURS)).offer(Direction.SENDRECV)
                .write();
        assertTrue(off.contains(" RTP/AVP ") && !off.contains("a=fingerprint"), off);
        String without = with(MediaEncryption.REQUIRED, Optional.empty())
                .offer(Direction.SENDRECV)
                .write();
        assertTrue(without.contains(" RTP/SAVP ") && without.contains("a=crypto"), without);
    }
}
