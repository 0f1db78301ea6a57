package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.VoiceServer;
import io.antiphon.server.config.ConfigReader;
import io.antiphon.server.config.ConfigReader.Reading.Accepted;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full house under a flood of calls, seen by SIPp and by those who are in. */
class OverloadIT {

    private static final int FLOOD = 300;
    private static final int HEARD = 150;

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.SIPP, rfc = {3261,
            3550}, what = "a flood is told 503 with Retry-After, calls that are up go on")
    void floodIsTold503AndWhoIsInGoesOn() throws Exception {
        try (var server = server();
                var first = new SipCaller(address(server));
                var second = new SipCaller(address(server));
                var sound = new RtpPeer("127.0.0.1", 0);
                var other = new RtpPeer("127.0.0.1", 0)) {
            first.call("600", sound.port());
            second.call("600", other.port());
            var hearing = CompletableFuture.allOf(listens(sound), listens(other));
            var flood = new SippPeer(folder, address(server), "u1").play("full", "600", "-m",
                    Integer.toString(FLOOD), "-r", "150");
            assertEquals(0, flood.status(), flood.printed());
            hearing.join();
            assertEquals(2, server.calls());
            first.send(first.inviteTo("600", "")
                    .replace("INVITE", "OPTIONS")
                    .replace("Content-Type: application/sdp\r\n", "")
                    .getBytes(UTF_8));
            assertTrue(first.await("SIP/2.0 ").startsWith("SIP/2.0 200"));
            second.hangUp();
        }
    }

    /** What comes is one stream in its rhythm. */
    private static CompletableFuture<Void> listens(RtpPeer sound) {
        return CompletableFuture.runAsync(() -> {
            long before = sound.hearsPlace();
            for (int i = 0; i < HEARD; i++) {
                long now = sound.hearsPlace();
                assertEquals(1, ((now >> 32) - (before >> 32)) & 0xffff, "number");
                // A machine that is too slow for the test gives frames up, but never sends one late and another early.
                int time = (int) now - (int) before;
                assertTrue(time > 0 && time % 160 == 0, () -> "time " + time);
                before = now;
            }
        }, ForkJoinPool.commonPool());
    }

    private VoiceServer server() throws Exception {
        String yaml = """
                sip: { listen: ["udp:127.0.0.1:0"] }
                rtp: { ports: 30500-30599 }
                agents: { default: echo }
                operation: { most-calls: 2, overload-control: false }
                """;
        if (ConfigReader.read("yaml", yaml, folder,
                Defaults.with(Path.of("..", "models"))) instanceof Accepted(var config)) {
            return VoiceServer.start(config);
        }
        throw new IllegalArgumentException(yaml);
    }

    private static InetSocketAddress address(VoiceServer server) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(),
                server.listening().getFirst().port());
    }
}
