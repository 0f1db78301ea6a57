package io.antiphon.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferAnswerTest {

    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n";

    private final OfferAnswer ours = new OfferAnswer(
            LocalMedia.telephone(new InetSocketAddress("192.0.2.1", 4000)), 77);

    private Optional<Negotiated> answer(String media) throws SdpException {
        return ours.answer(SessionDescription.parse(HEAD + media), Direction.SENDRECV);
    }

    @Test
    void theOfferersOrderAndNumbersAreKeptAndOneCodecIsAnswered() throws SdpException {
        var agreed = answer("""
                m=audio 5000 RTP/AVP 111 8 0 96
                a=rtpmap:111 opus/48000/2
                a=rtpmap:96 telephone-event/8000
                a=fmtp:96 0-15
                a=ptime:40
                """).orElseThrow();
        assertEquals(new InetSocketAddress("10.0.0.1", 5000), agreed.remoteRtp());
        assertEquals(new InetSocketAddress("10.0.0.1", 5001), agreed.remoteRtcp());
        assertEquals(8, agreed.codec().pt());
        assertEquals(Optional.of(96), agreed.telephoneEventPt());
        assertEquals(40, agreed.ptimeMs());
        String text = agreed.local().write();
        assertTrue(text.contains("m=audio 4000 RTP/AVP 8 96\r\n"), text);
        assertTrue(text.contains("a=rtpmap:96 telephone-event/8000\r\n"), text);
    }

    @Test
    void everyMediumKeepsItsPlaceAndOnlyOneAudioIsTaken() throws SdpException {
        var agreed = answer("""
                m=video 6000 RTP/AVP 96
                a=rtpmap:96 H264/90000
                m=audio 7000 RTP/SAVP 0
                m=audio 5000 RTP/AVP 0
                m=image 0 udptl t38
                m=audio 5002 RTP/AVP 8
                """).orElseThrow();
        assertEquals(List.of(0, 0, 4000, 0, 0),
                agreed.local().media().stream().map(MediaDescription::port).toList());
        assertEquals(List.of("96"), agreed.local().media().getFirst().formats());
        assertEquals("udptl", agreed.local().media().get(3).protocol());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "m=audio 5000 RTP/AVP 9 18\r\n", "m=audio 5000 RTP/SAVP 0\r\n",
            "m=audio 0 RTP/AVP 0\r\n",
            "m=video 5000 RTP/AVP 0\r\n", "",
            "m=audio 5000 RTP/AVP 0\r\nc=IN IP4 a.name.example\r\n",
            "m=audio 5000 RTP/AVP 0\r\na=rtpmap:0 PCMU/16000\r\n", "m=audio 5000 RTP/AVP 101\r\n"
    })
    void nothingInCommonIsNoAnswer(String media) throws SdpException {
        assertEquals(Optional.empty(), answer(media));
    }

    @Test
    void aRateThatIsMissingIsThatOfTheNumber() throws SdpException {
        var agreed = answer("m=audio 5000 RTP/AVP 97 0\r\na=rtpmap:97 PCMA\r\na=rtpmap:0 PCMU\r\n")
                .orElseThrow();
        assertEquals(List.of("0"), agreed.local().media().getFirst().formats());
    }

    @ParameterizedTest
    @CsvSource({"sendrecv,SENDRECV", "sendonly,RECVONLY", "recvonly,SENDONLY", "inactive,INACTIVE"})
    void directionIsMirroredWhereverItStands(String theirs, Direction expected)
            throws SdpException {
        assertEquals(expected,
                answer("m=audio 5000 RTP/AVP 0\r\na=" + theirs + "\r\n").orElseThrow().direction());
        assertEquals(expected,
                answer("a=" + theirs + "\r\nm=audio 5000 RTP/AVP 0\r\n").orElseThrow().direction());
    }

    @Test
    void theOldHoldStopsOurSending() throws SdpException {
        var held = answer("m=audio 5000 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\n").orElseThrow();
        assertEquals(Direction.RECVONLY, held.direction());
    }

    @Test
    void theMediumsAddressOverridesTheSessions() throws SdpException {
        var agreed = answer(
                "m=audio 5000 RTP/AVP 0\r\nc=IN IP6 2001:db8::5\r\na=rtcp:6001 IN IP4 10.0.0.7\r\n")
                .orElseThrow();
        assertEquals(new InetSocketAddress("2001:db8::5", 5000), agreed.remoteRtp());
        assertEquals(new InetSocketAddress("10.0.0.7", 6001), agreed.remoteRtcp());
    }

    @Test
    void muxedRtcpSharesThePortAndIsConfirmed() throws SdpException {
        var agreed = answer("m=audio 5000 RTP/AVP 0\r\na=rtcp-mux\r\n").orElseThrow();
        assertEquals(agreed.remoteRtp(), agreed.remoteRtcp());
        assertTrue(agreed.local().write().contains("a=rtcp-mux"));
    }

    @ParameterizedTest
    @CsvSource({"20,,20", "30,,20", "10,,20", "60,,60", "200,,60", "60,40,40", ",20,20",
            "30.5,,20"})
    void packetsAreWholeFramesWithinWhatTheyTake(String ptime, String maxPtime, int expected)
            throws SdpException {
        String media = "m=audio 5000 RTP/AVP 0\r\n"
                + (ptime == null ? "" : "a=ptime:" + ptime + "\r\n")
                + (maxPtime == null ? "" : "a=maxptime:" + maxPtime + "\r\n");
        assertEquals(expected, answer(media).orElseThrow().ptimeMs());
    }

    @Test
    void careless101WithoutRtpmapAndRepeatedNumbersAreUnderstood() throws SdpException {
        var agreed = answer(
                "m=audio 5000 RTP/AVP 0 0 101 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:0 GSM/8000\r\n")
                .orElseThrow();
        assertEquals("PCMU", agreed.codec().encoding());
        assertEquals(Optional.of(101), agreed.telephoneEventPt());
        assertEquals(List.of("0", "101"), agreed.local().media().getFirst().formats());
    }

    @Test
    void theVersionGrowsExactlyWhenTheDescriptionChanges() throws SdpException {
        var first = answer("m=audio 5000 RTP/AVP 0\r\n").orElseThrow().local();
        var same = answer("m=audio 5002 RTP/AVP 0\r\n").orElseThrow().local();
        var held = answer("m=audio 5000 RTP/AVP 0\r\na=sendonly\r\n").orElseThrow().local();
        assertEquals(first, same);
        assertEquals("0", first.origin().version());
        assertEquals("1", held.origin().version());
        assertEquals("77", held.origin().sessionId());
    }

    @Test
    void anAnswerToOurOfferNamesWhatToSend() throws SdpException {
        var offer = ours.offer(Direction.SENDRECV);
        assertEquals(offer, SessionDescription.parse(offer.write()));
        var agreed = ours.accept(SessionDescription.parse(
                HEAD + "m=audio 5000 RTP/AVP 8 0 97\r\na=rtpmap:97 telephone-event/8000\r\na=recvonly\r\n"))
                .orElseThrow();
        assertEquals(8, agreed.codec().pt());
        assertEquals(8, agreed.receivePt());
        assertEquals(Optional.of(97), agreed.telephoneEventPt());
        assertEquals(Direction.SENDONLY, agreed.direction());
        assertEquals(offer, agreed.local());
        assertEquals(Optional.empty(),
                ours.accept(SessionDescription.parse(HEAD + "m=audio 0 RTP/AVP 0\r\n")));
        assertEquals(Optional.empty(), ours.accept(SessionDescription.parse(HEAD)));
    }

    @Test
    void anAnswerWithoutAnOfferIsOurMistake() {
        assertThrows(IllegalStateException.class,
                () -> ours.accept(SessionDescription.parse(HEAD)));
    }

    @Test
    void mixedLineEndsAndUnknownLinesAreReadOver() throws SdpException {
        var sdp = SessionDescription.parse("""
                v=0
                o=a 1 2 IN IP4 1.2.3.4\r
                b=AS:64
                k=clear:x
                z=0 0\r
                c=IN IP4 1.2.3.4
                m=audio 9 RTP/AVP 0
                a=ssrc:1 x
                b=TIAS:1\r
                """);
        assertEquals(Optional.of("1.2.3.4"), sdp.connection());
        assertEquals(1, sdp.media().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "hello", "v=1\r\n", "v=0\r\n", "v=0\r\no=x\r\n",
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\nm=audio\r\n",
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\nm=audio 99999 RTP/AVP 0\r\n",
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\nm=audio -1 RTP/AVP 0\r\n",
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\nc=IN\r\n", "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\nzzz\r\n",
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\nm=audio 1 RTP/AVP 0\r\na=rtpmap:0 PCMU/x\r\n",
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\nm=audio 1 RTP/AVP 0\r\na=ptime:x\r\n",
            "v=0\r\no=- 1 1 IN IP4 1.1.1.1\r\nm=audio 1 RTP/AVP 0\r\na=rtcp:\r\n",
    })
    void nonsenseIsRefusedWithAReason(String text) {
        var refused = assertThrows(SdpException.class, () -> SessionDescription.parse(text));
        assertFalse(String.valueOf(refused.getMessage()).isBlank());
    }

    @Test
    void tooMuchIsRefused() {
        String media = HEAD + "m=audio 1 RTP/AVP 0\r\n";
        assertThrows(SdpException.class,
                () -> SessionDescription.parse(media + "a=x\r\n".repeat(1_000)));
        assertThrows(SdpException.class,
                () -> SessionDescription.parse(HEAD + "m=audio 1 RTP/AVP 0\r\n".repeat(17)));
        assertThrows(SdpException.class,
                () -> SessionDescription.parse(media + "a=" + "x".repeat(70_000)));
        assertThrows(SdpException.class,
                () -> SessionDescription
                        .parse(HEAD + "m=audio 1 RTP/AVP" + " 0".repeat(65) + "\r\n"));
    }

    /** Only the declared exception may come of garbage, and no answer may fail. Seed 11. */
    @Test
    void garbageIsReadOrRefusedButNeverWorse() {
        var random = new Random(11);
        String good = HEAD + "m=audio 5000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\n"
                + "a=fmtp:101 0-15\r\na=ptime:20\r\na=rtcp:5001\r\na=sendrecv\r\n";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(good);
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
            }
            try {
                ours.answer(SessionDescription.parse(text.toString()), Direction.SENDRECV);
                read++;
            } catch (SdpException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isEmpty());
            }
        }
        assertTrue(read > 1_000, "read " + read);
    }
}
