package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed, and what the one after it does about the calls. */
class CrashIT {

    private static final int CALLS = 3;

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            3261}, what = "after kill -9 the next start ends the calls")
    void callsOfAKilledServerLeaveNothingAtThePbx() throws Exception {
        int pbxPort = freePort();
        int port = freePort();
        var journal = folder.resolve("state").resolve("calls.jsonl");
        try (var asterisk = AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(pbxPort), "RTP_FIRST", "31000", "RTP_LAST",
                        "31099", "DIGEST", "SHA-256,MD5"));
                var first = ServerProcess.start(port, journal)) {
            for (int i = 0; i < CALLS; i++) {
                asterisk.command("channel originate PJSIP/100/sip:600@127.0.0.1:" + port
                        + " extension wait@caller");
            }
            asterisk.commandUntil("core show channels", CALLS + " active channels", 10);
            first.awaitJournal(CALLS);
            first.kill();
            String left = asterisk.command("core show channels");
            assertTrue(left.contains(CALLS + " active channels"), left);

            try (var second = ServerProcess.start(port, journal)) {
                asterisk.commandUntil("core show channels", "0 active channels", 10);
                second.awaitJournal(0);
                asterisk.command("channel originate PJSIP/100/sip:600@127.0.0.1:" + port
                        + " extension wait@caller");
                asterisk.commandUntil("core show channels", "1 active channel", 10);
            }
        }
    }

    @Test
    void callerWhoHasGoneMeanwhileIsNoTrouble() throws Exception {
        int port = freePort();
        var journal = folder.resolve("calls.jsonl");
        try (var sound = new RtpPeer("127.0.0.1", 0);
                var caller = new SipCaller(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            try (var first = ServerProcess.start(port, journal)) {
                caller.call("600", sound.port());
                first.awaitJournal(1);
                first.kill();
            }
            try (var second = ServerProcess.start(port, journal)) {
                caller.disagree(caller.await("BYE "));
                second.awaitJournal(0);
            }
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
