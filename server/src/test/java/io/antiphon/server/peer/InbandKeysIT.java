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

/** An Asterisk with dtmf_mode=inband presses keys, which are in the sound alone. */
class InbandKeysIT {

    @TempDir
    private Path folder;

    @Test
    @Interop(peer = Peer.ASTERISK, rfc = {4734}, what = "DTMF tones in the sound, dtmf_mode=inband")
    void keysInTheSoundAreHeardEachOnce() throws Exception {
        Files.writeString(folder.resolve("pjsip-more.conf"), """
                [inband]
                type=endpoint
                transport=udp
                context=from-agent
                disallow=all
                allow=ulaw
                dtmf_mode=inband
                """);
        int port;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var asterisk = AsteriskPeer.start(folder,
                Map.of("SIP_PORT", Integer.toString(port), "RTP_FIRST", "31000", "RTP_LAST",
                        "31099", "DIGEST", "MD5"));
                var server = TestServer.start(folder)) {
            asterisk.command("channel originate PJSIP/inband/sip:601@127.0.0.1:"
                    + server.address("udp").getPort() + " extension keys@caller");
            asterisk.commandUntil("core show channels", "1 call processed", 10);
            asterisk.commandUntil("core show channels", "0 active channels", 20);
            String keys = server.events("dtmf")
                    .stream()
                    .map((JsonNode key) -> key.path("digit").asText())
                    .collect(Collectors.joining());
            assertEquals("147*2580369#ABCD", keys, server.events("dtmf")::toString);
            assertFalse(server.events("call.end").isEmpty());
        }
    }
}
