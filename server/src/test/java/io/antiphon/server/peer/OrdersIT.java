package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Tools of the agent that act on its call, with a real Asterisk at the other end. */
class OrdersIT {

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3515}, what = "a tool hands the caller on")
    void aToolHandsTheCallerOn() throws Exception {
        var server = held("wait", "transfer, targets: { desk: \"sip:700@127.0.0.1:PORT\" }",
                "{ to: desk }", asterisk -> {
                    asterisk.commandUntil("core show channels concise", "!from-agent!700!", 20);
                    asterisk.commandUntil("pjsip show channels", "No objects found", 10);
                });
        String transfer = server.events("transfer").toString();
        assertTrue(transfer.contains("sip:700@") && !transfer.matches(".*status\":[3-6].*"),
                transfer);
        assertTrue(server.events("decision").toString().contains("\"rule\":\"done\""));
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3261,
            4733}, what = "a tool presses keys for a machine, each once, and another hangs up behind its line")
    void toolsPressKeysForAMachineAndHangUp() throws Exception {
        var server = held("machine", "send-digits", "{ keys: \"47w11\" }",
                asterisk -> asterisk.commandUntil("core show channels", "0 active channels", 30));
        String log = Files.readString(folder.resolve("asterisk.log"));
        assertTrue(log.contains("keys were 4711"), log);
        var sent = server.events("dtmf.sent");
        assertEquals(1, sent.size(), sent.toString());
        assertEquals("47w11", sent.getFirst().path("digits").asText());
        String end = server.events("call.end").toString();
        assertTrue(end.contains("\"cause\":\"completed\""), end);
        String heard = Speech.words(Wav.read(folder.resolve("machine.wav")));
        assertTrue(heard.contains("in the morning"), heard);
    }

    /** What is to be seen of a call at the PBX. */
    private interface Watch {

        void over(AsteriskPeer asterisk) throws Exception;
    }

    /** Someone calls an agent that says a line and calls a tool; answers the server, which is closed then. */
    private TestServer held(String caller, String kind, String with, Watch watch)
            throws Exception {
        int port = freePort();
        var asterisk = AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31500",
                        "RTP_LAST", "31599", "DIGEST", "SHA-256,MD5"));
        var server = TestServer.start(folder,
                agent(kind.replace("PORT", Integer.toString(port)), with),
                new Account("100", "sip:127.0.0.1:" + port, new Credentials("100", "secret"),
                        Duration.ofMinutes(1)));
        try (asterisk; server) {
            asterisk.commandUntil("pjsip show contacts", "sip:100@127.0.0.1", 15);
            asterisk.command(
                    "channel originate Local/" + caller + "@caller extension agent@caller");
            asterisk.commandUntil("core show channels concise", "!" + caller + "!", 10);
            watch.over(asterisk);
        }
        return server;
    }

    private ServerConfig.Agents agent(String kind, String with) throws Exception {
        var template = folder.resolve("hands.yaml");
        Files.writeString(template, """
                name: hands
                opening: desk
                home: done
                tools:
                  - { name: tool, description: Does it., built-in: { kind: %s } }
                  - { name: end, description: Hangs up., built-in: { kind: hang-up } }
                unclear: { retries: 0, say: Sorry., go: done }
                silence: { retries: 0, say: Hello., go: done }
                stages:
                  - id: desk
                    say: One moment please.
                    interruptible: none
                    call: { tool: tool, with: %s }
                    on: { done: done, failed: broken }
                  - { id: broken, say: That did not work., end: hang-up }
                  - { id: done, say: Your appointment is in the morning., call: { tool: end } }
                """.formatted(kind, with));
        return new ServerConfig.Agents("hands", Map.of(), Map.of("hands", template));
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
