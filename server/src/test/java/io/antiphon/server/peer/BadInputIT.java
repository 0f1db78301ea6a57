package io.antiphon.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from the network may be anything; the calls of others go on. */
class BadInputIT {

    private static final long SEED = 20_261_121;
    private static final int UDP_MOST = 65_507;
    private static final int QUIET = 1_000;
    private static final int LOUD = 30_000;
    private static final int ECHOES = 25;
    // A sine of QUIET lies 33 dB below full scale, one of LOUD 4 dB.
    private static final double SILENT_DB = -60;
    private static final double TOO_LOUD_DB = -25;

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callGoesThroughAfterRandomBytes() throws IOException {
        var random = new Random(SEED);
        try (var vandal = caller()) {
            for (int i = 0; i < 300; i++) {
                var bytes = new byte[random.nextInt(1_500)];
                random.nextBytes(bytes);
                vandal.send(bytes);
            }
        }
        assertCallGoesThrough();
    }

    @Test
    void callGoesThroughAfterInvitesThatEndTooSoon() throws IOException {
        try (var vandal = caller()) {
            byte[] invite = vandal.inviteTo("600", 40_000).getBytes(UTF_8);
            for (int length = 1; length < invite.length; length += 7) {
                vandal.send(Arrays.copyOf(invite, length));
            }
        }
        assertCallGoesThrough();
    }

    @Test
    void callGoesThroughAfterMessagesThatAreFarTooLong() throws IOException {
        try (var vandal = caller()) {
            String invite = vandal.inviteTo("600", 40_000);
            vandal.send(Arrays.copyOf(invite.getBytes(UTF_8), UDP_MOST));
            vandal.send(invite.replace("Max-Forwards", "X: " + "x".repeat(60_000)
                    + "\r\nMax-Forwards").getBytes(UTF_8));
            vandal.send(invite.replace("Max-Forwards", "X: x\r\n".repeat(9_000) + "Max-Forwards")
                    .getBytes(UTF_8));
        }
        assertCallGoesThrough();
    }

    @Test
    void callGoesThroughAfterInvitesThatMakeNoSense() throws IOException {
        try (var vandal = caller()) {
            String invite = vandal.inviteTo("600", 40_000);
            vandal.send(invite.replaceAll("CSeq: .*\r\n", "CSeq: many\r\n").getBytes(UTF_8));
            vandal.send(invite.replaceAll("Content-Length: .*\r\n", "Content-Length: -1\r\n")
                    .getBytes(UTF_8));
            vandal.send(invite.replaceAll("Via: .*\r\n", "").getBytes(UTF_8));
        }
        assertCallGoesThrough();
    }

    @Test
    void callGoesThroughAfterOffersThatMakeNoSense() throws IOException {
        String sdp = SipCaller.sdp(40_000);
        try (var vandal = caller()) {
            for (var offer : List.of("\0\0\0", sdp.replace("40000", "99999"),
                    sdp.replace("m=audio", "m=audio m=audio"), sdp.replace("PCMU/8000", "PCMU"),
                    sdp.replace("IP4 127.0.0.1", "IP4 not an address"),
                    sdp.replace("RTP/AVP 0", "RTP/AVP zero"), "m=".repeat(3_000))) {
                vandal.send(vandal.inviteTo("600", offer).getBytes(UTF_8));
            }
        }
        assertCallGoesThrough();
    }

    @Test
    void echoIsNotDisturbedByGarbageFromItsOwnCaller() throws IOException {
        try (var caller = caller(); var sound = new RtpPeer("127.0.0.1", QUIET)) {
            echoes(caller, sound);
            var random = new Random(SEED);
            for (int i = 0; i < ECHOES; i++) {
                var garbage = new byte[random.nextInt(400)];
                random.nextBytes(garbage);
                sound.sends(garbage);
                sound.sends(new byte[]{(byte) 0x80, 0, 1});
                sound.sends(new byte[]{(byte) 0x8f, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1});
                sound.sends(new byte[0]);
                assertHearsItself(sound);
            }
            caller.hangUp();
        }
    }

    @Test
    void strangerOnAnotherHostIsNeitherHeardNorAnswered() throws IOException {
        assertStrangerIsIgnored("127.0.0.2");
    }

    @Test
    void strangerOnAnotherPortIsNeitherHeardNorAnswered() throws IOException {
        assertStrangerIsIgnored("127.0.0.1");
    }

    private void assertStrangerIsIgnored(String host) throws IOException {
        try (var caller = caller();
                var sound = new RtpPeer("127.0.0.1", QUIET);
                var stranger = new RtpPeer(host, LOUD)) {
            stranger.towards(echoes(caller, sound));
            for (int i = 0; i < 2 * ECHOES; i++) {
                stranger.says();
                assertHearsItself(sound);
            }
            assertFalse(stranger.hasHeard());
            caller.hangUp();
        }
    }

    /** Calls the echo, waits until it echoes, and answers with the port where it hears. */
    private static int echoes(SipCaller caller, RtpPeer sound) throws IOException {
        int port = caller.call("600", sound.port());
        sound.towards(port);
        for (int echoed = 0; echoed < ECHOES;) {
            sound.says();
            if (sound.hears() > SILENT_DB) {
                echoed++;
            }
        }
        return port;
    }

    /** Each packet that comes is the beat for the next one that goes. */
    private static void assertHearsItself(RtpPeer sound) throws IOException {
        sound.says();
        double level = sound.hears();
        assertTrue(level > SILENT_DB && level < TOO_LOUD_DB, "level " + level + ", seed " + SEED);
    }

    private void assertCallGoesThrough() throws IOException {
        try (var caller = caller(); var sound = new RtpPeer("127.0.0.1", QUIET)) {
            echoes(caller, sound);
            caller.hangUp();
        }
        server.close();
        assertEquals(1, server.events("call.begin").size());
    }

    private SipCaller caller() throws IOException {
        return new SipCaller(server.address("udp"));
    }
}
