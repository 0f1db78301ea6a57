package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Wav;
import io.antiphon.server.call.CallCause;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.dial.DialAnswer.Dialling;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.sdp.MediaEncryption;
import io.antiphon.sip.trunk.DialPattern;
import io.antiphon.sip.trunk.DialPlan;
import io.antiphon.sip.trunk.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** linphonec and the real server call each other. */
@SuppressWarnings("try") // a call's last event is in the file once the server has gone
class LinphoneIT {

    private static final DialPlan PLAN = new DialPlan(List.of(), List.of(new Way("lab",
            List.of("127.0.0.1"), List.of(), List.of(new DialPattern("linphone")))));

    @TempDir
    private Path folder;

    private Path says;
    private Path heard;

    @BeforeEach
    void speak() throws Exception {
        says = folder.resolve("says.wav");
        heard = folder.resolve("heard.wav");
        Speech.wav("hello what are your opening hours").write(says);
    }

    @Test
    @Interop(peer = Peer.LINPHONE, rfc = {3261, 3264, 3550,
            4733}, what = "a question is understood and answered, the call is held and resumed, a key is heard, the caller hangs up")
    void callerAsksHoldsPressesAKeyAndHangsUp() throws Exception {
        try (var server = TestServer.start(folder)) {
            try (var linphone = LinphonePeer.start(folder, "none", says, heard)) {
                linphone.tell("call sip:601@127.0.0.1:" + server.address("udp").getPort());
                linphone.prints("Media streams established");
                linphone.listens(4_000);
                linphone.tell("pause");
                linphone.prints("is now paused");
                linphone.tell("resume");
                linphone.prints("Media streams established");
                linphone.listens(2_000);
                linphone.tell("5");
                linphone.listens(800);
                linphone.tell("terminate");
                linphone.prints("ended");
            }
            server.close();
            String said = server.events("heard.final").toString();
            assertTrue(said.contains("opening hours"), said);
            assertEquals(List.of("5"), server.events("dtmf")
                    .stream()
                    .map(key -> key.path("digit").asText())
                    .toList());
            var end = server.events("call.end").getFirst();
            assertEquals("completed", end.path("cause").asText(), end.toString());
            assertSound();
        }
    }

    @Test
    @Interop(peer = Peer.LINPHONE, rfc = {3261,
            3264}, what = "an agent calls linphone, which answers, and hangs up")
    void agentCallsAndHangsUp() throws Exception {
        try (var server = TestServer.startDialling(folder, PLAN);
                var linphone = LinphonePeer.start(folder, "none", says, heard)) {
            linphone.tell("autoanswer enable");
            linphone.prints("Auto answer enabled");
            var answer = server.server().dial(DialRequest.of(linphone.uri(), "echo"));
            var call = assertInstanceOf(Dialling.class, answer, answer.toString()).id();
            var book = server.server().book();
            var view = book.find(call).orElseThrow();
            while (view.state().compareTo(State.UP) < 0) {
                view = book.follow(call, view.version(), Duration.ofSeconds(10)).orElseThrow();
            }
            assertEquals(State.UP, view.state(), linphone.printed());
            linphone.listens(2_500);
            assertTrue(server.server().hangUp(call));
            linphone.prints("ended");
            while (view.state() != State.ENDED) {
                view = book.follow(call, view.version(), Duration.ofSeconds(10)).orElseThrow();
            }
            assertEquals(CallCause.COMPLETED, view.ending().orElseThrow().cause());
        }
        assertSound();
    }

    @Test
    @Interop(peer = Peer.LINPHONE, rfc = {3711,
            4568}, what = "SDES-SRTP, mandatory on both sides")
    void callWithKeysInTheSdpIsEncryptedBothWays() throws Exception {
        try (var server = TestServer.start(folder, MediaEncryption.REQUIRED)) {
            try (var linphone = LinphonePeer.start(folder, "srtp", says, heard)) {
                linphone.tell("call sip:600@127.0.0.1:" + server.address("udp").getPort());
                linphone.prints("Media streams established");
                linphone.listens(2_500);
                linphone.tell("terminate");
                linphone.prints("ended");
            }
            server.close();
            var agreed = server.events("media.agreed").toString();
            assertTrue(agreed.contains("AES_CM_128_HMAC_SHA1_80"), agreed);
            assertSound();
        }
    }

    /** What it heard since the call was last taken up again is voice, not a click. */
    private void assertSound() throws Exception {
        var wav = Wav.read(heard);
        double seconds = Speech.voicedSeconds(wav, 0, 60);
        assertTrue(seconds > 0.5, seconds + " s of sound in "
                + wav.channels().getFirst().length / wav.sampleRate() + " s");
    }
}
