package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An Asterisk presses keys that are no telephone-event: in the sound alone, or by INFO. */
class OtherKeysIT {

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {4734}, what = "DTMF tones in the sound, dtmf_mode=inband")
    void keysInTheSoundAreHeardEachOnce() throws Exception {
        assertKeysAreHeard("inband");
    }

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {6086}, what = "keys by INFO, dtmf_mode=info")
    void keysByInfoAreHeardEachOnce() throws Exception {
        assertKeysAreHeard("info");
    }

    private void assertKeysAreHeard(String mode) throws Exception {
        Files.writeString(folder.resolve("pjsip-more.conf"), """
                [keys]
                type=endpoint
                transport=udp
                context=from-agent
                disallow=all
                allow=ulaw
                dtmf_mode=%s
                """.formatted(mode));
        int port;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var asterisk = AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31000", "RTP_LAST",
                        "31099", "DIGEST", "MD5"));
        var server = TestServer.start(folder);
        try (asterisk; server) {
            asterisk.command("channel originate PJSIP/keys/sip:601@127.0.0.1:"
                    + server.address("udp").getPort() + " extension keys@caller");
            asterisk.commandUntil("core show channels", "1 call processed", 10);
            asterisk.commandUntil("core show channels", "0 active channels", 20);
        }
        // Its last event is in the file once the server has gone.
        String keys = server.events("dtmf")
                .stream()
                .map((JsonNode key) -> key.path("digit").asText())
                .collect(Collectors.joining());
        assertEquals("147*2580369#ABCD", keys, server.events("dtmf")::toString);
        assertFalse(server.events("call.end").isEmpty());
    }
}
