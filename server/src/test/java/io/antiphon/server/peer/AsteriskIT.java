package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Wav;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent is an extension of a real Asterisk, which calls it, asks it something and records the answer. */
class AsteriskIT {

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3261, 3264, 4733, 7616,
            8760}, what = "an extension registers with SHA-256, is called, hears and answers a question, hears a key")
    void agentRegistersAndAnswersACallFromThePbx() throws Exception {
        hold("SHA-256,MD5");
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3261, 2617}, what = "an extension registers with MD5")
    void agentRegistersWithAPbxThatKnowsOnlyMd5() throws Exception {
        int port = freePort();
        try (var asterisk = asterisk(port, "MD5");
                var server = TestServer.start(folder, account(port))) {
            asterisk.commandUntil("pjsip show contacts", "sip:100@127.0.0.1", 15);
            assertTrue(server.server().calls() == 0);
        }
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3515}, what = "REFER hands the caller on")
    void callerIsHandedOnToAnotherExtension() throws Exception {
        var server = handOn("700", asterisk -> {
            asterisk.commandUntil("core show channels concise", "!from-agent!700!", 20);
            asterisk.commandUntil("pjsip show channels", "No objects found", 10);
        });
        // Asterisk hangs up as soon as the caller has gone there, and may tell of it in a NOTIFY before.
        var transfer = server.events("transfer").toString();
        assertTrue(transfer.contains("sip:700@") && !transfer.matches(".*status\":[3-6].*"),
                transfer);
        var end = server.events("call.end").toString();
        assertTrue(end.contains("BYE"), end);
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            3515}, what = "REFER to nobody fails, and the call goes on")
    void callerWhoCannotBeHandedOnStaysWithTheAgent() throws Exception {
        var server = handOn("nobody", asterisk -> {
            asterisk.commandUntil("core show channels", "2 active calls", 10);
            asterisk.commandUntil("core show channels", "0 active channels", 40);
        });
        var transfer = server.events("transfer").toString();
        assertTrue(transfer.contains("\"status\":404"), transfer);
        var said = server.events("speech.begin").toString();
        assertTrue(said.contains("Nobody is there"), said);
    }

    /** What is to be seen of a call at the PBX. */
    private interface Watch {

        void over(AsteriskPeer asterisk) throws Exception;
    }

    /** A call that the agent hands on at once, watched; answers the server, which is closed then. */
    private TestServer handOn(String extension, Watch watch) throws Exception {
        int port = freePort();
        var asterisk = asterisk(port, "SHA-256,MD5");
        var server = TestServer.start(folder, handsOnTo(extension, port), account(port));
        try (asterisk; server) {
            asterisk.commandUntil("pjsip show contacts", "sip:100@127.0.0.1", 15);
            asterisk.command("channel originate Local/wait@caller extension agent@caller");
            watch.over(asterisk);
        }
        return server;
    }

    private ServerConfig.Agents handsOnTo(String extension, int port) throws Exception {
        var template = folder.resolve("hands-on.yaml");
        Files.writeString(template, """
                name: hands-on
                opening: desk
                home: sorry
                unclear: { retries: 0, say: Sorry., go: sorry }
                silence: { retries: 0, say: Hello., go: sorry }
                stages:
                  - { id: desk, say: One moment please., end: "transfer sip:%s@127.0.0.1:%d" }
                  - { id: sorry, say: Nobody is there. Goodbye., end: hang-up }
                """.formatted(extension, port));
        return new ServerConfig.Agents("hands-on", Map.of(), Map.of("hands-on", template));
    }

    private void hold(String digest) throws Exception {
        int port = freePort();
        Speech.wav("hello what are your opening hours").write(folder.resolve("question.wav"));
        try (var asterisk = asterisk(port, digest);
                var server = TestServer.start(folder, account(port))) {
            asterisk.commandUntil("pjsip show contacts", "sip:100@127.0.0.1", 15);
            asterisk.command("channel originate PJSIP/100 extension ask@caller");
            asterisk.commandUntil("core show channels", "1 call processed", 10);
            asterisk.commandUntil("core show channels", "0 active channels", 40);

            String said = server.events("heard.final").toString();
            assertTrue(said.contains("opening hours"), said + asterisk.log());
            assertTrue(server.events("dtmf").toString().contains("\"5\""), "the key");
            var answer = Wav.read(folder.resolve("agent.wav"));
            double greeting = Speech.voicedSeconds(answer, 0, 7);
            double reply = Speech.voicedSeconds(answer, 9, answer.length() / answer.sampleRate());
            assertTrue(greeting > 1,
                    "seconds of greeting in the recording of the PBX: " + greeting);
            assertTrue(reply > 1, "seconds of answer in the recording of the PBX: " + reply);
        }
        // The server has gone, and has said so.
    }

    private AsteriskPeer asterisk(int port, String digest) throws Exception {
        return AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31000",
                        "RTP_LAST", "31099", "DIGEST", digest));
    }

    private static Account account(int port) {
        return new Account("100", "sip:127.0.0.1:" + port, new Credentials("100", "secret"),
                Duration.ofMinutes(1));
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
