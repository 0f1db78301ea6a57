package io.antiphon.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.antiphon.audio.Pcm;
import io.antiphon.testkit.Tone;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FRAMES = 10_000;

    private final FakePort port = new FakePort();
    private final RtpSession session = new RtpSession(port, new Silent(), new Random(1),
            () -> Instant.EPOCH);
    private final short[] tone = Tone.sine(300, 9_000, Pcm.FRAME_SAMPLES);
    private final ByteBuffer packet = WirePacket.sound(0, 0, 0x55);
    private int sequence;

    private static final class Silent implements FrameSink {
        @Override
        public void frame(short[] pcm, long position, boolean concealed, long arrivalNs) {}

        @Override
        public void digitPressed(char digit, long nowNs) {}
    }

    @Test
    void framesPassBothWaysWithoutGarbage() {
        port.forgets = true;
        session.start(Caller.spec(20), 0);
        pass();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            pass();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        // The least of the rounds, because the virtual machine itself now and then allocates a few
        // bytes on our thread; garbage of our own making would show in every round.
        assertEquals(0, least);
        var seen = session.snapshot();
        assertEquals(6 * FRAMES, seen.packetsSent());
        assertTrue(seen.accepted() > 5 * FRAMES && seen.concealedFrames() > FRAMES / 2,
                seen::toString);
    }

    /** Every tenth packet is lost, every seventeenth comes after its follower. */
    private void pass() {
        for (int i = 0; i < FRAMES; i++) {
            long nowNs = sequence * 20L * Caller.MS;
            if (sequence % 17 == 5) {
                receive(sequence + 1, nowNs);
                receive(sequence, nowNs);
            } else if (sequence % 17 != 6 && sequence % 10 != 3) {
                receive(sequence, nowNs);
            }
            sequence++;
            session.poll(nowNs);
            session.send(tone, nowNs);
        }
    }

    private void receive(int number, long nowNs) {
        packet.putShort(2, (short) number).putInt(4, number * 160);
        session.received(packet, Caller.RTP, nowNs);
    }
}
