package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIPp calls the real server. */
class SippIT {

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261, 3264,
            3550}, what = "a question as RTP is understood and answered")
    void agentUnderstandsSpeechOfSipp() throws Exception {
        Files.write(folder.resolve("question.ulaw"),
                Speech.ulaw("hello what are your opening hours"));
        assertEnds(udp().play("talk", "601", "-m", "1"));
        String said = server.events("heard.final").toString();
        assertTrue(said.contains("opening hours"), said);
        assertTrue(server.events("speech.begin").size() >= 2, "the greeting and an answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "no-codec", "late-offer", "options", "t38", "codec-change"})
    @Interop(peer = Peer.SIPP, rfc = {3261,
            3264}, what = "hold and resume, no codec in common, late offer, OPTIONS, a fax refused, another codec in mid-call")
    void scenarioEndsAsItShould(String scenario) throws Exception {
        assertEnds(udp().play(scenario, "600", "-m", "1"));
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {
            3262}, what = "Require: 100rel: the ringing is reliable, PRACK gets 200, a wrong one 481")
    void callerWhoInsistsOnReliableAnswersGetsThem() throws Exception {
        assertEnds(udp().play("reliable", "600", "-m", "1"));
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3311,
            4028}, what = "session timers: 422 with Min-SE, agreed on, refreshed by UPDATE")
    void sessionThatIsTooShortIsToldTheLeastAndThenRefreshed() throws Exception {
        assertEnds(udp().play("session-timer", "600", "-m", "1"));
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261, 3428, 3842,
            6665}, what = "MESSAGE and SUBSCRIBE get 405, a NOTIFY that nobody asked for 200")
    void whatIsNoCallIsAnsweredPolitely() throws Exception {
        assertEnds(udp().play("no-call", "600", "-m", "1"));
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261}, what = "200 calls at 40 a second over UDP")
    void manyShortCallsByUdpFailNowhereAndRepeatNothing() throws Exception {
        var result = udp().play("load", "600", "-m", "200", "-r", "40", "-l", "45");
        assertEnds(result);
    }

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261}, what = "calls over TCP")
    void callsByTcp() throws Exception {
        assertEnds(new SippPeer(folder, server.address("tcp"), "t1").play("load", "600", "-m", "20",
                "-r", "10"));
    }

    private SippPeer udp() {
        return new SippPeer(folder, server.address("udp"), "u1");
    }

    private static void assertEnds(SippPeer.Result result) {
        assertEquals(0, result.status(), result.printed());
    }
}
