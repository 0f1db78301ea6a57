package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Asterisk asks the agent to call someone else in its place. */
class ReferralIT {

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3515,
            3892}, what = "REFER received: the conversation goes on with whom it names")
    void conversationGoesOnWithWhomThePbxNames() throws Exception {
        var server = referred("refer", asterisk -> {
            asterisk.commandUntil("core show channels concise", "!from-agent!701!", 20);
            asterisk.commandUntil("core show channels", "1 active channel", 10);
        });
        var told = server.events("referral").toString();
        assertTrue(told.contains("sip:701@127.0.0.1") && told.contains("\"status\":200"), told);
        assertTrue(server.events("moved").toString().contains("\"because\":\"refer\""));
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            3515}, what = "REFER received: a target out of the dial plan is declined")
    void whoMayNotBeCalledIsNotCalled() throws Exception {
        var server = referred("refer-away", asterisk -> asterisk
                .commandUntil("core show channels", "0 active channels", 20));
        var told = server.events("referral").toString();
        assertTrue(told.contains("\"status\":403"), told);
        assertTrue(server.events("moved").isEmpty());
    }

    /** What is to be seen of it at the PBX. */
    private interface Watch {

        void over(AsteriskPeer asterisk) throws Exception;
    }

    private TestServer referred(String extension, Watch watch) throws Exception {
        int port = freePort();
        var asterisk = AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31200", "RTP_LAST",
                        "31299", "DIGEST", "SHA-256,MD5"));
        var server = TestServer.start(folder, new Agents("echo", Map.of(), Map.of()),
                new Account("100", "sip:127.0.0.1:" + port, new Credentials("100", "secret"),
                        Duration.ofMinutes(1)));
        try (asterisk; server) {
            asterisk.commandUntil("pjsip show contacts", "sip:100@127.0.0.1", 15);
            asterisk.command("channel originate PJSIP/100 extension " + extension + "@caller");
            watch.over(asterisk);
        }
        return server;
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
