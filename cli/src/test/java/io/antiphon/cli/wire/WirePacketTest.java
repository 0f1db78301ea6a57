package io.antiphon.cli.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.wire.WirePacket.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WirePacketTest {

    @Test
    void contributorsExtensionAndPaddingAreNoSound() {
        var bytes = ByteBuffer.allocate(12 + 4 + 8 + 3 + 2)
                .put((byte) 0xb1)
                .put((byte) 0x80)
                .putShort((short) 7)
                .putInt(1)
                .putInt(2)
                .putInt(99)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(5)
                .put(new byte[]{10, 20, 30})
                .put(new byte[]{0, 2});
        var packet = WirePacket.parse(Side.AGENT, 1, bytes.array()).orElseThrow();
        assertEquals(ByteBuffer.wrap(new byte[]{10, 20, 30}), packet.payload());
        assertTrue(packet.header().marker());
        assertEquals(7, packet.header().sequence());
    }

    @Test
    void garbageIsNoPacketAndNoError() {
        long seed = 42;
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            WirePacket.parse(Side.AGENT, 1, bytes)
                    .ifPresent(packet -> assertTrue(
                            packet.payload().remaining() <= bytes.length - 12));
        }
    }

    @Test
    void packetsSurviveTheirFile(@TempDir Path folder) throws Exception {
        var packets = new WireScene().voice(0, 50).caller(100).agent(30, 60).packets();
        var file = folder.resolve("call.pcap");
        var caller = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_000);
        new Pcap(caller, new InetSocketAddress(InetAddress.getLoopbackAddress(), 5_000))
                .write(packets, file);
        assertEquals(packets, Pcap.read(file, 4_000));
    }
}
