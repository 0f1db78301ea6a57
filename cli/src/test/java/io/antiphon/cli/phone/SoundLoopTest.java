package io.antiphon.cli.phone;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.wire.WirePacket;
import io.antiphon.cli.wire.WirePacket.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On real sockets of the loopback, in real time: what the loop is for. */
class SoundLoopTest {

    private static final int BEATS = 25;

    @Test
    void everyBeatIsAPacketAndTheOtherSideIsHeard() throws Exception {
        try (var ours = channel(); var theirs = channel(); var stranger = channel()) {
            var packet = new RtpSender(101).sound(new short[160]);
            theirs.send(ByteBuffer.wrap(packet), ours.getLocalAddress());
            stranger.send(ByteBuffer.wrap(packet), ours.getLocalAddress());
            var talker = new CountingTalker();
            var loop = new SoundLoop(ours, (InetSocketAddress) theirs.getLocalAddress(), 101,
                    talker,
                    System::nanoTime);
            assertTrue(loop.run(() -> false));
            var sent = of(Side.CALLER, loop.packets());
            assertEquals(BEATS + 2, sent.size());
            assertEquals(1, of(Side.AGENT, loop.packets()).size());
            assertEquals(1, talker.heard);
            long lastedNs = sent.getLast().atNs() - sent.getFirst().atNs();
            double leastMs = 20 * (BEATS - 1) - loop.pacing().lateMs(1);
            assertTrue(lastedNs >= MILLISECONDS.toNanos((long) leastMs),
                    lastedNs + " " + loop.pacing());
        }
    }

    @Test
    void keyIsOneEventWhoseEndIsSentThreeTimes() {
        var sender = new RtpSender(101);
        sender.sound(new short[160]);
        var first = parsed(sender.key('5', 1, false));
        var last = sender.key('5', 2, true);
        var again = parsed(sender.again(last));
        assertEquals(first.header().timestamp(), again.header().timestamp());
        assertEquals((first.header().sequence() + 2) & 0xffff, again.header().sequence());
        assertEquals(ByteBuffer.wrap(new byte[]{5, (byte) 0x8a, 1, 0x40}), again.payload());
        assertTrue(first.header().marker() && !again.header().marker());
    }

    private static WirePacket parsed(byte[] bytes) {
        return WirePacket.parse(Side.CALLER, 0, bytes).orElseThrow();
    }

    private static List<WirePacket> of(Side side, List<WirePacket> packets) {
        return new ArrayList<>(packets.stream().filter(packet -> packet.side() == side).toList());
    }

    private static DatagramChannel channel() throws Exception {
        var channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    /** Half of the time sound, then a key, then no more. */
    private static final class CountingTalker implements Talker {

        private int beats;
        private int heard;

        @Override
        public void hear(long atNs, short[] pcm) {
            heard++;
        }

        @Override
        public Beat beat(long nowNs, short[] frame) {
            beats++;
            if (beats > BEATS) {
                return Beat.HangUp.HANG_UP;
            }
            return beats == BEATS ? new Beat.Key('1', 8, true) : Beat.Sound.SOUND;
        }
    }
}
