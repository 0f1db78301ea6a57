package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** What a real Asterisk tells of a call reaches the conversation, and what the conversation writes reaches it. */
class CallerIT {

    private static final String TEMPLATE = """
            name: greets
            opening: desk
            home: desk
            headers: { X-Agent: "greets {caller.name}" }
            fields:
              account: { type: digits, from: header.x-account }
            unclear: { retries: 0, say: Sorry., go: desk }
            silence: { retries: 0, say: Hello., go: desk }
            stages:
              - id: desk
                say: "{caller.name}, who called {call.redirected-from} {call.redirected-because}, has account {account}."
                headers: { X-Result: "sold to {caller.number} with {account}" }
                end: hang-up
            """;

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3325,
            5806}, what = "P-Asserted-Identity, Diversion and X- headers reach the conversation")
    void callerRedirectionAndHeadersOfThePbxAreSpokenOfAndAnswered() throws Exception {
        int port = freePort();
        var asterisk = AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31100", "RTP_LAST",
                        "31199", "DIGEST", "SHA-256,MD5"));
        var template = folder.resolve("greets.yaml");
        Files.writeString(template, TEMPLATE);
        var agents = new ServerConfig.Agents("greets", Map.of(), Map.of("greets", template));
        var server = TestServer.start(folder, agents,
                new Account("100", "sip:127.0.0.1:" + port, new Credentials("100", "secret"),
                        Duration.ofMinutes(1)));
        try (asterisk; server) {
            asterisk.commandUntil("pjsip show contacts", "sip:100@127.0.0.1", 15);
            asterisk.command("pjsip set logger on");
            asterisk.command("channel originate Local/wait@caller extension known@caller");
            asterisk.commandUntil("core show channels", "2 active calls", 10);
            asterisk.commandUntil("core show channels", "0 active channels", 30);
        }
        var begin = server.events("call.begin").getFirst();
        assertEquals("5551234", begin.path("from").asText(), begin + asterisk.log());
        assertEquals("Ann Lee", begin.path("fromName").asText());
        assertEquals("P_ASSERTED_IDENTITY", begin.path("fromBy").asText());
        assertEquals("300", begin.path("redirectedFrom").asText(),
                begin + asterisk.log());
        assertEquals("4711", begin.path("headers").path("x-account").asText());
        String said = server.events("speech.begin").toString();
        assertTrue(said.contains("Ann Lee, who called three zero zero no-answer, has account"),
                said);
        String log = asterisk.log();
        assertTrue(log.contains("X-Agent: greets Ann Lee"), log);
        assertTrue(log.contains("X-Result: sold to 5551234 with 4711"), log);
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
