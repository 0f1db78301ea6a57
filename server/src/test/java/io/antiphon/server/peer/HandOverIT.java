package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent hands its caller on to a person at a real Asterisk, whom it tells first what it is about. */
class HandOverIT {

    private static final Pattern BRIDGE = Pattern
            .compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {3264, 3515, 3891,
            5589}, what = "a caller on hold is handed on to a person who has been told what it is about")
    void personIsToldAndThenTalksToTheCaller() throws Exception {
        int port = freePort();
        var asterisk = asterisk(port);
        var server = TestServer.start(folder, handsOnTo("720", port), account(port));
        try (asterisk; server) {
            call(asterisk);
            asterisk.commandUntil("core show channels concise", "!human!", 20);
            // Both of the agent's calls have gone, and those behind them are in one bridge.
            asterisk.commandUntil("pjsip show channels", "No objects found", 20);
            String bridges = asterisk.command("bridge show all");
            var bridge = BRIDGE.matcher(bridges);
            assertTrue(bridge.find(), bridges);
            String joined = asterisk.command("bridge show " + bridge.group());
            assertTrue(joined.contains("Local/listener@caller")
                    && joined.contains("Local/human@caller"), joined);
            asterisk.command("channel request hangup all");
            asterisk.commandUntil("core show channels", "0 active channels", 10);
        }
        // Both have written all of it when they have gone.
        String said = text(server, "announce");
        assertEquals("A caller for you. The account is four seven one one.", said);
        String heard = Speech.words(Wav.read(folder.resolve("human.wav")));
        assertTrue(heard.contains("account is four seven one one"), heard);
        String log = Files.readString(folder.resolve("asterisk.log"));
        assertTrue(log.contains("shown as Ann Lee"), log);
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {
            3264,
            3960}, what = "a caller hears a recording before the answer, another one on hold, and the agent again")
    void callerWhomNobodyTakesIsBackWithTheAgent() throws Exception {
        int port = freePort();
        Speech.wav("your appointment is in the morning").write(folder.resolve("before.wav"));
        Speech.wav("we are open on monday").write(folder.resolve("music.wav"));
        var sounds = new ServerConfig.Sounds(Optional.of(folder.resolve("music.wav")),
                Optional.of(folder.resolve("before.wav")));
        var asterisk = asterisk(port);
        var server = TestServer.start(folder, handsOnTo("721", port), sounds, account(port));
        try (asterisk; server) {
            call(asterisk);
            asterisk.commandUntil("core show channels concise", "!listener!", 10);
            asterisk.commandUntil("core show channels", "0 active channels", 40);
        }
        String transfer = server.events("transfer").toString();
        assertTrue(transfer.contains("\"status\":486"), transfer);
        String heard = Speech.words(Wav.read(folder.resolve("listener.wav")));
        assertTrue(heard.matches(
                ".*appointment.*one moment please.*monday.*(monday.*)?nobody.*goodbye"), heard);
    }

    /** Ann Lee calls the agent. */
    private static void call(AsteriskPeer asterisk) throws Exception {
        asterisk.commandUntil("pjsip show contacts", "sip:100@127.0.0.1", 15);
        asterisk.command("channel originate Local/listener@caller/n extension known@caller");
    }

    private static String text(TestServer server, String type) throws Exception {
        return server.events(type)
                .stream()
                .map((JsonNode event) -> event.path("text").asText())
                .collect(Collectors.joining(" "));
    }

    private AsteriskPeer asterisk(int port) throws Exception {
        return AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31400",
                        "RTP_LAST", "31499", "DIGEST", "SHA-256,MD5"));
    }

    private static Account account(int port) {
        return new Account("100", "sip:127.0.0.1:" + port, new Credentials("100", "secret"),
                Duration.ofMinutes(1));
    }

    private ServerConfig.Agents handsOnTo(String extension, int port) throws Exception {
        var template = folder.resolve("hands-over.yaml");
        Files.writeString(template, """
                name: hands-over
                opening: desk
                home: sorry
                fields: { account: { type: digits, from: header.x-account } }
                unclear: { retries: 0, say: Sorry., go: sorry }
                silence: { retries: 0, say: Hello., go: sorry }
                stages:
                  - id: desk
                    say: One moment please.
                    end: "transfer sip:%s@127.0.0.1:%d"
                    announce: [A caller for you., "The account is {account}."]
                    interruptible: none
                  - { id: sorry, say: Nobody is there at the moment. Goodbye., end: hang-up }
                """.formatted(extension, port));
        return new ServerConfig.Agents("hands-over", Map.of(), Map.of("hands-over", template));
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
