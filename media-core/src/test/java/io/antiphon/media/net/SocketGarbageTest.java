package io.antiphon.media.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How much garbage Netty makes of a packet, from socket to socket. Ours is none; this bounds the sum. */
class SocketGarbageTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PACKETS = 20_000;
    private static final int ROUNDS = 4;

    private final ByteBuffer packet = ByteBuffer.allocate(172);
    private int count;
    private long before;
    private long least = Long.MAX_VALUE;

    @Test
    void packetThereMakesLessThanHalfAKilobyteOfGarbage() throws Exception {
        var loop = new NettyLaneLoop(Thread::new, System::nanoTime,
                new PortRange(20_000, 29_999, new Random()), InetAddress.getLoopbackAddress());
        var left = loop.open().orElseThrow();
        var right = loop.open().orElseThrow();
        var done = new CompletableFuture<Long>();
        loop.execute(() -> {
            right.deliver((_, _, _) -> {
                if (!count(done)) {
                    packet.clear();
                    left.sendRtp(packet, right.localRtp());
                }
            }, (_, _, _) -> {});
            left.sendRtp(packet, right.localRtp());
        });
        long bytes = done.get(60, TimeUnit.SECONDS);
        loop.close();
        System.out.println("bytes allocated for each packet sent and received: " + bytes);
        assertTrue(bytes < 512, bytes + " bytes");
    }

    private boolean count(CompletableFuture<Long> done) {
        count++;
        if (count % PACKETS == 0) {
            long now = THREADS.getCurrentThreadAllocatedBytes();
            least = before == 0 ? least : Math.min(least, now - before);
            before = now;
        }
        if (count == ROUNDS * PACKETS) {
            done.complete(least / PACKETS);
            return true;
        }
        return false;
    }
}
