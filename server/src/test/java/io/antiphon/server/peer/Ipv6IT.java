package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIPp calls over ::1, signalling and sound. */
class Ipv6IT {

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261, 4566}, what = "signalling and RTP over IPv6")
    void agentUnderstandsSpeechOfSipp() throws Exception {
        assumeTrue(hasIpv6(), "skipped, because this machine has no ::1");
        Files.write(folder.resolve("question.ulaw"),
                Speech.ulaw("hello what are your opening hours"));
        try (var server = TestServer.startOnIpv6(folder)) {
            var talked = new SippPeer(folder, server.address("udp"), "u1").play("talk", "601",
                    "-m", "1");
            assertEquals(0, talked.status(), talked.printed());
            String said = server.events("heard.final").toString();
            assertTrue(said.contains("opening hours"), said);
            var many = new SippPeer(folder, server.address("tcp"), "t1").play("load", "600",
                    "-m", "20", "-r", "10");
            assertEquals(0, many.status(), many.printed());
        }
    }

    private static boolean hasIpv6() {
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
            return socket.isBound();
        } catch (SocketException noSuchAddress) {
            return false;
        }
    }
}
