package io.antiphon.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offer and answer with a=crypto lines (RFC 4568), under each policy. */
class EncryptionTest {

    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n";
    private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
    private static final String KEY = base64(30, 1);
    private static final String OTHER_KEY = base64(30, 2);

    private static final CertificateHash OURS = new CertificateHash("sha-256",
            "AB" + ":01".repeat(31));
    private static final String THEIRS = "CD" + ":02".repeat(31);

    private static String base64(int bytes, int fill) {
        var key = new byte[bytes];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static OfferAnswer with(MediaEncryption policy) {
        return new OfferAnswer(LocalMedia.telephone(new InetSocketAddress("192.0.2.1", 4000)), 77,
                policy, KeyExchange.SDES, new Random(9), Optional.of(OURS));
    }

    private static SessionDescription sdp(String media) throws SdpException {
        return SessionDescription.parse(HEAD + media);
    }

    private static Optional<Negotiated> answer(OfferAnswer ours, String media)
            throws SdpException {
        return ours.answer(sdp(media), Direction.SENDRECV);
    }

    private static String audio(String protocol) {
        return "m=audio 5000 " + protocol + " 0\r\n";
    }

    private static String crypto(int tag, String suite, String key) {
        return "a=crypto:" + tag + " " + suite + " inline:" + key + "\r\n";
    }

    /** What becomes of an offer: plain, the protocol of an enciphered answer, or the objection. */
    private static String outcome(MediaEncryption policy, String media) throws SdpException {
        var ours = with(policy);
        var agreed = answer(ours, media);
        return agreed.map(found -> found.keying().isPresent()
                ? "enciphered " + chosen(found).protocol()
                : "plain").orElseGet(() -> {
                    try {
                        return ours.objection(sdp(media));
                    } catch (SdpException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static MediaDescription chosen(Negotiated agreed) {
        return agreed.local()
                .media()
                .stream()
                .filter(medium -> medium.port() != 0)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
            "OFF,      RTP/AVP,   false, plain",
            "OFF,      RTP/AVPF,  false, plain",
            "OFF,      RTP/AVP,   true,  plain",
            "OFF,      RTP/SAVP,  true,  'the offer is encrypted, and rtp.srtp is off'",
            "OFF,      RTP/SAVPF, true,  'the offer is encrypted, and rtp.srtp is off'",
            "OPTIONAL, RTP/AVP,   false, plain",
            "OPTIONAL, RTP/AVP,   true,  enciphered RTP/AVP",
            "OPTIONAL, RTP/AVPF,  true,  enciphered RTP/AVPF",
            "OPTIONAL, RTP/SAVP,  true,  enciphered RTP/SAVP",
            "OPTIONAL, RTP/SAVPF, true,  enciphered RTP/SAVPF",
            "OPTIONAL, RTP/SAVP,  false, no a=crypto or a=fingerprint line of the offer can be used",
            "REQUIRED, RTP/AVP,   false, 'the offer is not encrypted, and rtp.srtp is required'",
            "REQUIRED, RTP/AVP,   true,  enciphered RTP/AVP",
            "REQUIRED, RTP/SAVP,  true,  enciphered RTP/SAVP",
            "REQUIRED, RTP/SAVP,  false, no a=crypto or a=fingerprint line of the offer can be used",
            "REQUIRED, UDP/TLS/RTP/SAVP, false, no a=crypto or a=fingerprint line of the offer can be used",
            "OPTIONAL, UDP/TLS/RTP/SAVPF, true, no a=crypto or a=fingerprint line of the offer can be used",
            "OFF, UDP/TLS/RTP/SAVP, false, 'the offer is encrypted, and rtp.srtp is off'",
            "OPTIONAL, RTP/XYZ, false, the protocol RTP/XYZ is not spoken here"
    })
    void thePolicyDecides(MediaEncryption policy, String protocol, boolean hasKey, String expected)
            throws SdpException {
        assertEquals(expected, outcome(policy,
                audio(protocol) + (hasKey ? crypto(1, SUITE, KEY) : "")));
    }

    @ParameterizedTest
    @CsvSource({"OFF,'4000,0'", "OPTIONAL,'0,4000'", "REQUIRED,'0,4000'"})
    void ofTwinsOneIsTaken(MediaEncryption policy, String ports) throws SdpException {
        var twins = audio("RTP/AVP") + audio("RTP/SAVP") + crypto(1, SUITE, KEY);
        var agreed = answer(with(policy), twins).orElseThrow();
        assertEquals(ports, agreed.local()
                .media()
                .stream()
                .map(MediaDescription::port)
                .map(String::valueOf)
                .collect(Collectors.joining(",")));
        assertEquals(!ports.startsWith("4000"), agreed.keying().isPresent());
        assertFalse(agreed.local()
                .media()
                .stream()
                .anyMatch(medium -> medium.port() == 0 && !medium.crypto().isEmpty()));
    }

    @Test
    void aPlainTwinServesWhereTheSecureOneCannotBeUsed() throws SdpException {
        var twins = audio("RTP/SAVP") + crypto(1, "AES_192_CM_HMAC_SHA1_80", base64(38, 1))
                + audio("RTP/AVP");
        var agreed = answer(with(MediaEncryption.OPTIONAL), twins).orElseThrow();
        assertEquals(List.of(0, 4000),
                agreed.local().media().stream().map(MediaDescription::port).toList());
        assertTrue(answer(with(MediaEncryption.REQUIRED), twins).isEmpty());
    }

    @Test
    void theAnswerEchoesTheTagAndBringsAKeyOfOurOwn() throws SdpException {
        var agreed = answer(with(MediaEncryption.OPTIONAL), audio("RTP/SAVP")
                + crypto(1, "F8_128_HMAC_SHA1_80", KEY)
                + crypto(7, "AES_256_CM_HMAC_SHA1_80", base64(46, 3))
                + crypto(8, SUITE, KEY)).orElseThrow();
        var keying = agreed.keying().orElseThrow();
        assertEquals(CryptoSuite.AES_256_CM_HMAC_SHA1_80, keying.suite());
        assertArrayEquals(Base64.getDecoder().decode(base64(46, 3)), keying.theirs().bytes());
        assertNotEquals(keying.ours(), keying.theirs());
        String text = agreed.local().write();
        assertTrue(text.contains("a=crypto:7 AES_256_CM_HMAC_SHA1_80 inline:"
                + Base64.getEncoder().encodeToString(keying.ours().bytes()) + "\r\n"), text);
        assertEquals(1, text.split("a=crypto:", -1).length - 1, text);
        assertTrue(text.contains("m=audio 4000 RTP/SAVP 0\r\n"), text);
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void eachSuiteIsAnsweredInKind(CryptoSuite suite) throws SdpException {
        var agreed = answer(with(MediaEncryption.REQUIRED), audio("RTP/SAVP")
                + crypto(2, suite.name(), base64(suite.masterBytes(), 4))).orElseThrow();
        assertEquals(suite, agreed.keying().orElseThrow().suite());
        assertEquals(suite.masterBytes(), agreed.keying().orElseThrow().ours().bytes().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|2^20", "|2^48", "|1048576", " WSH=128", "|2^31 WSH=64"})
    void lifetimeAndWindowAreTolerated(String more) throws SdpException {
        assertTrue(answer(with(MediaEncryption.REQUIRED),
                audio("RTP/SAVP") + "a=crypto:1 " + SUITE + " inline:" + KEY + more + "\r\n")
                .isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "1 AES_CM_128_HMAC_SHA1_80 inline:@|2^20|1:4", "1 AES_CM_128_HMAC_SHA1_80 inline:@|1:4",
            "1 AES_CM_128_HMAC_SHA1_80 inline:@;inline:@",
            "1 AES_CM_128_HMAC_SHA1_80 inline:@ UNENCRYPTED_SRTP",
            "1 AES_CM_128_HMAC_SHA1_80 inline:@ UNENCRYPTED_SRTCP",
            "1 AES_CM_128_HMAC_SHA1_80 inline:@ UNAUTHENTICATED_SRTP",
            "1 AES_CM_128_HMAC_SHA1_80 inline:@ KDR=4",
            "1 AES_CM_128_HMAC_SHA1_80 inline:short", "1 AES_256_CM_HMAC_SHA1_80 inline:@",
            "1 AEAD_AES_128_GCM inline:@", "1 AES_CM_128_HMAC_SHA1_80 inline:$$$$",
            "1 AES_CM_128_HMAC_SHA1_80 @", "x AES_CM_128_HMAC_SHA1_80 inline:@",
            "1 AES_CM_128_HMAC_SHA1_80", "1", "", "1 NULL_NULL inline:@",
            "99999999999 AES_CM_128_HMAC_SHA1_80 inline:@"
    })
    void aLineThatWeCannotDoAsItSaysIsPassedOver(String line) throws SdpException {
        String bad = "a=crypto:" + line.replace("@", KEY) + "\r\n";
        assertTrue(answer(with(MediaEncryption.REQUIRED), audio("RTP/SAVP") + bad).isEmpty(), bad);
        var next = answer(with(MediaEncryption.REQUIRED),
                audio("RTP/SAVP") + bad + crypto(9, SUITE, KEY)).orElseThrow();
        assertTrue(next.local().write().contains("a=crypto:9 "), bad);
    }

    @Test
    void ourOfferLeavesItToThemWhereItIsOptionalAndInsistsWhereItIsRequired() throws SdpException {
        assertFalse(with(MediaEncryption.OFF).offer(Direction.SENDRECV)
                .write()
                .contains("crypto"));
        var optional = with(MediaEncryption.OPTIONAL).offer(Direction.SENDRECV);
        assertTrue(optional.write().contains("m=audio 4000 RTP/AVP 0 8 101\r\n"));
        assertEquals(List.of(1, 2, 3, 4),
                optional.media().getFirst().crypto().stream().map(CryptoLine::tag).toList());
        assertEquals(4, optional.media()
                .getFirst()
                .crypto()
                .stream()
                .map(CryptoLine::key)
                .distinct()
                .count());
        assertEquals(optional, SessionDescription.parse(optional.write()));
        var required = with(MediaEncryption.REQUIRED).offer(Direction.SENDRECV);
        assertTrue(required.write().contains("m=audio 4000 RTP/SAVP 0 8 101\r\n"));
        assertEquals(4, required.media().getFirst().crypto().size());
    }

    /** Their answer to our offer, whose lines are tagged 1 to 4. */
    @ParameterizedTest
    @CsvSource({
            "OPTIONAL, RTP/AVP,  0, plain", "OPTIONAL, RTP/AVP, 1, enciphered",
            "OPTIONAL, RTP/AVP,  9, plain", "OPTIONAL, RTP/SAVP, 1, none",
            "REQUIRED, RTP/SAVP, 1, enciphered", "REQUIRED, RTP/SAVP, 0, none",
            "REQUIRED, RTP/SAVP, 9, none", "REQUIRED, RTP/AVP, 1, none",
            "REQUIRED, RTP/AVP,  0, none", "OFF, RTP/AVP, 1, plain", "OFF, RTP/SAVP, 1, none"
    })
    void theirAnswerIsHeldToOurOffer(MediaEncryption policy, String protocol, int tag,
            String expected) throws SdpException {
        var ours = with(policy);
        var offer = ours.offer(Direction.SENDRECV);
        var agreed = ours.accept(
                sdp(audio(protocol) + (tag == 0 ? "" : crypto(tag, SUITE, KEY))));
        assertEquals(expected, agreed
                .map(found -> found.keying().isPresent() ? "enciphered" : "plain")
                .orElse("none"));
        agreed.flatMap(Negotiated::keying)
                .ifPresent(keying -> assertEquals(
                        offer.media().getFirst().crypto().getFirst().key(), keying.ours()));
    }

    @Test
    void theirAnswersSuiteIsTheOneOfItsTag() throws SdpException {
        var ours = with(MediaEncryption.REQUIRED);
        ours.offer(Direction.SENDRECV);
        assertTrue(ours.accept(sdp(audio("RTP/SAVP")
                + crypto(1, "AES_256_CM_HMAC_SHA1_80", base64(46, 1)))).isEmpty());
    }

    @Test
    void whereTheOfferForkedEachMayTakeAnotherLine() throws SdpException {
        var ours = with(MediaEncryption.OPTIONAL);
        ours.offer(Direction.SENDRECV);
        assertTrue(ours.accept(sdp(audio("RTP/AVP") + crypto(1, SUITE, KEY))).isPresent());
        var other = ours.accept(sdp(audio("RTP/AVP")
                + crypto(3, "AES_256_CM_HMAC_SHA1_80", base64(46, 1)))).orElseThrow();
        assertEquals(CryptoSuite.AES_256_CM_HMAC_SHA1_80, other.keying().orElseThrow().suite());
    }

    @ParameterizedTest
    @EnumSource(value = MediaEncryption.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
    void aCallThatIsEncipheredStaysSo(MediaEncryption policy) throws SdpException {
        var ours = with(policy);
        assertTrue(answer(ours, audio("RTP/SAVP") + crypto(1, SUITE, KEY)).isPresent());
        assertTrue(answer(ours, audio("RTP/AVP")).isEmpty());
        assertEquals("the call is encrypted, and the offer would end that",
                ours.objection(sdp(audio("RTP/AVP"))));
        ours.offer(Direction.SENDRECV);
        assertTrue(ours.accept(sdp(audio("RTP/AVP"))).isEmpty());
    }

    @Test
    void aPlainCallMayBecomeEnciphered() throws SdpException {
        var ours = with(MediaEncryption.OPTIONAL);
        assertTrue(answer(ours, audio("RTP/AVP")).isPresent());
        assertTrue(answer(ours, audio("RTP/SAVP") + crypto(1, SUITE, KEY)).orElseThrow()
                .keying()
                .isPresent());
        assertTrue(answer(ours, audio("RTP/AVP")).isEmpty());
    }

    @Test
    void theSameKeyIsAnsweredWithTheSameAndANewOneWithANewOne() throws SdpException {
        var ours = with(MediaEncryption.OPTIONAL);
        String offer = audio("RTP/SAVP") + crypto(1, SUITE, KEY);
        var first = answer(ours, offer).orElseThrow();
        var again = answer(ours, offer).orElseThrow();
        assertEquals(first, again);
        // The line in use goes before one that they now like better.
        var reordered = answer(ours, audio("RTP/SAVP")
                + crypto(3, "AEAD_AES_128_GCM", base64(28, 5)) + crypto(1, SUITE, KEY))
                .orElseThrow();
        assertEquals(first.keying(), reordered.keying());
        var next = answer(ours, audio("RTP/SAVP") + crypto(1, SUITE, OTHER_KEY)).orElseThrow();
        assertNotEquals(first.keying().orElseThrow().ours(), next.keying().orElseThrow().ours());
        assertNotEquals(first.local().origin().version(), next.local().origin().version());
    }

    @Test
    void ourLaterOfferHasTheKeyInUseAndNoOther() throws SdpException {
        var ours = with(MediaEncryption.OPTIONAL);
        var agreed = answer(ours, audio("RTP/SAVP") + crypto(5, SUITE, KEY)).orElseThrow();
        var offer = ours.offer(Direction.SENDRECV).media().getFirst();
        assertEquals("RTP/SAVP", offer.protocol());
        assertEquals(List.of(new CryptoLine(5, CryptoSuite.AES_CM_128_HMAC_SHA1_80,
                agreed.keying().orElseThrow().ours())), offer.crypto());
        var renewed = ours.accept(sdp(audio("RTP/SAVP") + crypto(5, SUITE, OTHER_KEY)))
                .orElseThrow();
        assertEquals(agreed.keying().orElseThrow().ours(), renewed.keying().orElseThrow().ours());
    }

    private static String dtls(String setup) {
        return audio("UDP/TLS/RTP/SAVPF") + "a=fingerprint:SHA-256 "
                + THEIRS.toLowerCase(Locale.ROOT)
                + "\r\na=setup:" + setup + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({"actpass,active,true", "passive,active,true", "active,passive,false"})
    void aHandshakeIsAnsweredInTheOtherRole(String theirs, String ours, boolean isClient)
            throws SdpException {
        var agreed = answer(with(MediaEncryption.REQUIRED), dtls(theirs)).orElseThrow();
        var handshake = agreed.dtls().orElseThrow();
        assertEquals(new CertificateHash("sha-256", THEIRS), handshake.theirs());
        assertEquals(isClient, handshake.isClient());
        String text = agreed.local().write();
        assertTrue(text.contains("m=audio 4000 UDP/TLS/RTP/SAVPF 0\r\n"), text);
        assertTrue(text.contains("a=fingerprint:sha-256 " + OURS.hex() + "\r\n"), text);
        assertTrue(text.contains("a=setup:" + ours + "\r\n"), text);
        assertEquals(agreed.local(), SessionDescription.parse(text));
    }

    @Test
    void fingerprintAndSetupMayStandAtTheSession() throws SdpException {
        var agreed = with(MediaEncryption.OPTIONAL).answer(
                sdp("a=fingerprint:sha-256 " + THEIRS + "\r\na=setup:active\r\n"
                        + audio("UDP/TLS/RTP/SAVP")),
                Direction.SENDRECV).orElseThrow();
        assertFalse(agreed.dtls().orElseThrow().isClient());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=setup:actpass", "a=fingerprint:sha-1 AB:CD\r\na=setup:actpass",
            "a=fingerprint:sha-256 AB:CD\r\na=setup:actpass", "a=fingerprint:sha-256",
            "a=fingerprint:md5 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"})
    void aCertificateThatNobodyShouldTrustIsNone(String lines) throws SdpException {
        assertTrue(answer(with(MediaEncryption.OPTIONAL),
                audio("UDP/TLS/RTP/SAVP") + lines + "\r\n").isEmpty());
    }

    @Test
    void aCallOfAHandshakeKeepsItsRoleAndStaysEnciphered() throws SdpException {
        var ours = with(MediaEncryption.OPTIONAL);
        assertTrue(answer(ours, dtls("holdconn")).isEmpty());
        var first = answer(ours, dtls("active")).orElseThrow();
        assertEquals(first.dtls(), answer(ours, dtls("actpass")).orElseThrow().dtls());
        assertTrue(answer(ours, audio("RTP/AVP")).isEmpty());
        var offer = ours.offer(Direction.SENDRECV);
        assertTrue(offer.write().contains("m=audio 4000 UDP/TLS/RTP/SAVPF "), offer.write());
        assertTrue(offer.write().contains("a=setup:actpass\r\n"), offer.write());
        assertFalse(offer.write().contains("a=crypto"), offer.write());
        var renewed = ours.accept(sdp(dtls("active"))).orElseThrow();
        assertEquals(first.dtls(), renewed.dtls());
        assertTrue(ours.accept(sdp(audio("RTP/AVP"))).isEmpty());
    }

    @Test
    void noKeyIsPrinted() throws SdpException {
        var offer = sdp(audio("RTP/SAVP") + crypto(1, SUITE, KEY));
        var agreed = with(MediaEncryption.OPTIONAL).answer(offer, Direction.SENDRECV)
                .orElseThrow();
        String own = Base64.getEncoder()
                .encodeToString(agreed.keying().orElseThrow().ours().bytes());
        for (var printed : List.of(offer.toString(), agreed.toString(),
                agreed.local().toString())) {
            assertFalse(printed.contains(KEY) || printed.contains(own), printed);
            assertTrue(printed.contains("***"), printed);
        }
    }

    /** Seed 12. */
    @Test
    void garbageInACryptoLineDoesNoHarm() throws SdpException {
        var random = new Random(12);
        String good = "1 " + SUITE + " inline:" + KEY + "|2^20|1:4 WSH=64";
        for (int i = 0; i < 20_000; i++) {
            var line = new StringBuilder(good);
            for (int flips = random.nextInt(5); flips >= 0; flips--) {
                line.setCharAt(random.nextInt(line.length()), (char) (32 + random.nextInt(95)));
            }
            line.setLength(random.nextInt(line.length() + 1));
            answer(with(MediaEncryption.OPTIONAL),
                    audio("RTP/SAVP") + "a=crypto:" + line + "\r\n");
        }
    }
}
