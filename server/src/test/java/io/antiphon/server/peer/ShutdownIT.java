package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
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

    private static List<String> ends(TestServer server) throws IOException {
        return server.events("call.end")
                .stream()
                .map((JsonNode end) -> end.path("reason").asText())
                .toList();
    }
}
