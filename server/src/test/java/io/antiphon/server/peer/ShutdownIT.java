package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes down says goodbye to its callers, and writes down that it did. */
class ShutdownIT {

    @TempDir
    private Path folder;

    @Test
    void everyCallerIsToldByeAndEveryCallHasItsEnd() throws Exception {
        var server = TestServer.start(folder);
        try (var echo = new SipCaller(server.address("udp"));
                var talk = new SipCaller(server.address("udp"));
                var sound = new RtpPeer("127.0.0.1", 0)) {
            echo.call("600", sound.port());
            talk.call("601", sound.port());
            var closing = Thread.startVirtualThread(server::close);
            echo.agree(echo.await("BYE"));
            talk.agree(talk.await("BYE"));
            closing.join();
        }
        assertEquals(List.of("HANGUP_LOCAL BYE", "HANGUP_LOCAL BYE"), ends(server));
        assertEquals(0, server.server().calls());
    }

    @Test
    void callerWhoNeitherAcknowledgesNorAnswersDoesNotKeepTheServer() throws Exception {
        var server = TestServer.start(folder);
        try (var caller = new SipCaller(server.address("udp"));
                var sound = new RtpPeer("127.0.0.1", 0)) {
            caller.ring("601", sound.port());
            server.close();
        }
        assertEquals(1, ends(server).size());
        assertEquals(0, server.server().calls());
    }

    @Test
    void callOfARefusedCallerHasItsEndAndItsReason() throws Exception {
        var server = TestServer.start(folder);
        try (var caller = new SipCaller(server.address("udp"))) {
            String offer = SipCaller.sdp(40_000)
                    .replace("AVP 0", "AVP 3")
                    .replace("0 PCMU", "3 GSM");
            caller.send(caller.inviteTo("600", offer).getBytes(UTF_8));
            var _ = caller.await("SIP/2.0 488");
        } finally {
            server.close();
        }
        assertEquals(List.of("no codec in common"), ends(server));
    }

    @Test
    void drainingServerLetsItsCallsEndAndTakesNoOthers() throws Exception {
        var server = TestServer.start(folder);
        try (var talk = new SipCaller(server.address("udp"));
                var late = new SipCaller(server.address("udp"));
                var sound = new RtpPeer("127.0.0.1", 0)) {
            talk.call("600", sound.port());
            var draining = Thread.startVirtualThread(
                    () -> server.server().drain(Duration.ofMinutes(1)));
            String refusal = refused(late, sound.port());
            assertTrue(refusal.contains("Retry-After: "), refusal);
            assertTrue(draining.isAlive());
            talk.hangUp();
            draining.join();
        } finally {
            server.close();
        }
        assertEquals(List.of("HANGUP_REMOTE BYE"), ends(server));
    }

    @Test
    void callThatOutlastsTheDrainIsToldBye() throws Exception {
        var server = TestServer.start(folder);
        try (var talk = new SipCaller(server.address("udp"));
                var sound = new RtpPeer("127.0.0.1", 0)) {
            talk.call("600", sound.port());
            server.server().drain(Duration.ofMillis(10));
            assertEquals(1, server.server().calls());
            var closing = Thread.startVirtualThread(server::close);
            talk.agree(talk.await("BYE"));
            closing.join();
        }
    }

    /** What a caller is told once the door is closed, as the answer to OPTIONS says. */
    private static String refused(SipCaller late, int port) throws IOException {
        String options = late.inviteTo("600", "")
                .replace("INVITE", "OPTIONS")
                .replace("Content-Type: application/sdp\r\n", "");
        do {
            late.send(options.replace("z9hG4bK", "z9hG4bK" + System.nanoTime()).getBytes(UTF_8));
        } while (!late.await("SIP/2.0 ").startsWith("SIP/2.0 503"));
        late.send(late.inviteTo("600", port).getBytes(UTF_8));
        return late.await("SIP/2.0 503");
    }

    private static List<String> ends(TestServer server) throws IOException {
        return server.events("call.end")
                .stream()
                .map((JsonNode end) -> end.path("reason").asText())
                .toList();
    }
}
