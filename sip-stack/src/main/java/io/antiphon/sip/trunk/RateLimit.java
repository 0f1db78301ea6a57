package io.antiphon.sip.trunk;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.time.NanoClock;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many messages each source may send: so many a second, and a second's worth at once. An IPv6 network of 64
 * bits is one source, for it belongs to one customer. Remembers the latest few thousand sources. Sip thread.
 */
public final class RateLimit {

    static final int SOURCES = 10_000;
    private static final long BURST_NS = SECONDS.toNanos(1);

    private final NanoClock clock;
    private final long intervalNs;
    /** When each source would be through with what it sent, at the even pace. */
    private final Map<Long, Long> throughNs = new LinkedHashMap<>(16, 0.75f, true);

    public RateLimit(int perSecond, NanoClock clock) {
        this.clock = clock;
        this.intervalNs = SECONDS.toNanos(1) / perSecond;
    }

    /** Takes one message, or says that it is one too many. */
    public boolean admits(InetAddress source) {
        long nowNs = clock.nanoTime();
        long key = key(source);
        var known = throughNs.get(key);
        long through = known == null || known - nowNs < 0 ? nowNs : known;
        if (through - nowNs > BURST_NS - intervalNs) {
            return false;
        }
        throughNs.put(key, through + intervalNs);
        if (throughNs.size() > SOURCES) {
            var oldest = throughNs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    private static long key(InetAddress source) {
        byte[] bytes = source.getAddress();
        return bytes.length == 4
                ? Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())
                : ByteBuffer.wrap(bytes).getLong();
    }
}
