package io.antiphon.media.rtcp;

/**
 * What has come from one sender: how much was expected, how much arrived, how evenly. The rules are those
 * of RFC 3550, appendices A.3 and A.8. Owned by the lane.
 */
public final class Reception {

    private static final int UNITS_PER_MS = 8;
    private static final long PAUSE_NS = 1_000_000_000;

    private boolean started;
    private int ssrc;
    private long first;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long lostEarlier;

    private boolean heard;
    private int lastTimestamp;
    private long lastNs;
    private double jitterNs;

    /** A sender begins, or begins anew. What was lost before stays counted. */
    public void restart(int newSsrc) {
        lostEarlier += lost();
        started = false;
        heard = false;
        received = 0;
        receivedBefore = 0;
        expectedBefore = 0;
        ssrc = newSsrc;
    }

    /** A packet arrived, in whatever order; {@code sequence} is the one extended beyond 16 bits. */
    public void arrived(long sequence) {
        if (!started) {
            started = true;
            first = sequence;
            highest = sequence;
        }
        // One that overtook the first one would make more packets arrive than were expected.
        first = Math.min(first, sequence);
        highest = Math.max(highest, sequence);
        received++;
    }

    /** A packet with sound arrived: what tells the jitter. Keys do not, for their timestamp rests. */
    public void sounded(int timestamp, long nowNs) {
        long betweenNs = nowNs - lastNs;
        if (heard && betweenNs < PAUSE_NS) {
            long meantNs = (timestamp - lastTimestamp) * (1_000_000L / UNITS_PER_MS);
            double deviation = Math.abs((double) (betweenNs - meantNs));
            // A timestamp that jumped says nothing about the network.
            if (deviation < PAUSE_NS) {
                jitterNs += (deviation - jitterNs) / 16;
            }
        }
        heard = true;
        lastTimestamp = timestamp;
        lastNs = nowNs;
    }

    public boolean isStarted() {
        return started;
    }

    public long jitterNs() {
        return (long) jitterNs;
    }

    /** Packets of all streams that never came, or came twice and thus count against it. */
    public long totalLost() {
        return Math.max(0, lostEarlier + lost());
    }

    int ssrc() {
        return ssrc;
    }

    int highestSequence() {
        return (int) highest;
    }

    int jitterUnits() {
        return (int) (jitterNs * UNITS_PER_MS / 1_000_000);
    }

    /** Of the present stream, negative if duplicates outnumber losses. */
    long lost() {
        return expected() - received;
    }

    private long expected() {
        return started ? highest - first + 1 : 0;
    }

    /** Of 256 packets expected since the last call, how many did not come. */
    int fractionLost() {
        long expectedNow = expected() - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected();
        receivedBefore = received;
        return expectedNow <= 0 || lostNow <= 0
                ? 0
                : (int) Math.min(255, lostNow * 256 / expectedNow);
    }
}
