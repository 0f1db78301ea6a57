package io.antiphon.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.sip.SipEndpoint;
import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The messages of RFC 4475, each damaged many times at random: nothing breaks, and the next request is answered. */
class MutationTest {

    private static final int DAMAGED = 40;
    private static final String SPECIAL = "\r\n\t\0;,:<>\"=@%&?/\\[]()";

    @Test
    void damagedTortureBreaksNothing() throws Exception {
        long seed = 4475;
        var random = new Random(seed);
        var messages = messages();
        assertEquals(49, messages.size());
        try (var endpoint = Lab.start(new Lab.Callers(new Heard()));
                var peer = new RawPeer(Lab.port(endpoint, Transport.UDP))) {
            for (var message : messages) {
                for (int i = 0; i < DAMAGED; i++) {
                    peer.send(damaged(message, messages, random));
                }
                assertAlive(endpoint, peer, "seed " + seed);
            }
            assertEquals(0, Lab.count(endpoint, SipMeter.HANDLING_FAILED), "seed " + seed);
        }
    }

    private static byte[] damaged(byte[] message, List<byte[]> others, Random random) {
        byte[] bytes = message.clone();
        for (int wounds = random.nextInt(6); wounds >= 0; wounds--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length()));
                case 2 -> bytes = joined(bytes, at, bytes,
                        Math.min(bytes.length, at + 1 + random.nextInt(40)));
                case 3 -> bytes = joined(bytes, at, bytes, random.nextInt(at + 1));
                case 4 -> {
                    var other = others.get(random.nextInt(others.size()));
                    bytes = joined(bytes, at, other, random.nextInt(other.length));
                }
                default -> bytes[at] = (byte) ('0' + random.nextInt(10));
            }
        }
        return bytes.length > 8_000 ? Arrays.copyOf(bytes, 8_000) : bytes;
    }

    /** The beginning of one and the rest of the other. */
    private static byte[] joined(byte[] head, int length, byte[] tail, int from) {
        byte[] both = Arrays.copyOf(head, length + tail.length - from + 1);
        System.arraycopy(tail, from, both, length, tail.length - from);
        return both;
    }

    private static void assertAlive(SipEndpoint endpoint, RawPeer peer, String seed)
            throws Exception {
        try (var other = new RawPeer(Lab.port(endpoint, Transport.UDP))) {
            other.send(
                    other.request("OPTIONS", "sip:bob@127.0.0.1", "alive" + peer.port(), "", ""));
            String answer = other.receive();
            assertTrue(answer.startsWith("SIP/2.0 200 "), () -> answer + seed);
        }
    }

    private static List<byte[]> messages() throws Exception {
        URI folder = Objects
                .requireNonNull(
                        MutationTest.class.getResource("/io/antiphon/sip/rfc4475/wsinv.dat"))
                .toURI();
        try (var files = Files.list(Path.of(folder).resolveSibling(""))) {
            return files.filter(file -> file.toString().endsWith(".dat"))
                    .sorted()
                    .map(file -> {
                        try {
                            return Files.readAllBytes(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
