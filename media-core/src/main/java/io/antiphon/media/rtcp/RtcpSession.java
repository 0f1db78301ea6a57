package io.antiphon.media.rtcp;

import io.antiphon.time.WallClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Both sides' reports on one call: builds ours every 5 s, give or take half of it, and reads theirs. A BYE
 * is counted and nothing more, for a call ends by SIP.
 *
 * <p>Owned by the lane. The buffer handed out is used again for the next report.
 */
public final class RtcpSession {

    private static final long INTERVAL_NS = 5_000_000_000L;

    private static final int VERSION = 0x80;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int GOODBYE = 203;
    private static final int CNAME = 1;
    private static final int SENDER_BYTES = 28;
    private static final int RECEIVER_BYTES = 8;
    private static final int BLOCK_BYTES = 24;
    /** An eighth of a second, in the 1/65536 s of delays. */
    private static final int TOLERANCE = 8_192;

    private final int ssrc;
    private final byte[] cname;
    private final RandomGenerator random;
    private final NtpClock clock;
    private final Reception reception;
    private final ByteBuffer out = ByteBuffer.allocate(256);
    private long dueNs;

    private boolean theyReported;
    private int theirReport;
    private long theirReportAtNs;

    private double roundTripMs = -1;
    private double remoteLoss;
    private long malformed;
    private long goodbyes;

    public RtcpSession(int ssrc, Reception reception, RandomGenerator random, WallClock wall,
            long nowNs) {
        this.ssrc = ssrc;
        this.reception = reception;
        this.random = random;
        clock = new NtpClock(wall, nowNs);
        // A name that says nothing about the machine, as RFC 7022 asks for.
        cname = HexFormat.of()
                .toHexDigits(random.nextLong())
                .getBytes(StandardCharsets.US_ASCII);
        // The first report comes early, in half the time.
        dueNs = nowNs + interval() / 2;
    }

    private long interval() {
        return INTERVAL_NS / 2 + random.nextLong(INTERVAL_NS);
    }

    /** Whether it is time for {@link #report}. */
    public boolean isDue(long nowNs) {
        return nowNs - dueNs >= 0;
    }

    /**
     * The next report, from position to limit.
     *
     * @param timestamp that of the sample which would be sent just now
     */
    public ByteBuffer report(long packetsSent, long octetsSent, int timestamp, long nowNs) {
        dueNs = nowNs + interval();
        out.clear();
        writeReport(packetsSent, octetsSent, timestamp, nowNs);
        writeName();
        return out.flip();
    }

    /** The last report, which says that we go. */
    public ByteBuffer goodbye(long packetsSent, long octetsSent, int timestamp, long nowNs) {
        out.clear();
        writeReport(packetsSent, octetsSent, timestamp, nowNs);
        writeName();
        header(1, GOODBYE, 4);
        out.putInt(ssrc);
        return out.flip();
    }

    private void writeReport(long packetsSent, long octetsSent, int timestamp, long nowNs) {
        int blocks = reception.isStarted() ? 1 : 0;
        if (packetsSent == 0) {
            header(blocks, RECEIVER_REPORT, RECEIVER_BYTES - 4 + blocks * BLOCK_BYTES);
            out.putInt(ssrc);
        } else {
            header(blocks, SENDER_REPORT, SENDER_BYTES - 4 + blocks * BLOCK_BYTES);
            out.putInt(ssrc).putLong(clock.at(nowNs)).putInt(timestamp);
            out.putInt((int) packetsSent).putInt((int) octetsSent);
        }
        if (blocks == 1) {
            writeBlock(nowNs);
        }
    }

    private void writeBlock(long nowNs) {
        out.putInt(reception.ssrc());
        long lost = Math.clamp(reception.lost(), -0x80_0000L, 0x7f_ffffL);
        out.putInt(reception.fractionLost() << 24 | ((int) lost & 0xff_ffff));
        out.putInt(reception.highestSequence()).putInt(reception.jitterUnits());
        out.putInt(theyReported ? theirReport : 0);
        out.putInt(theyReported ? (int) delayUnits(nowNs - theirReportAtNs) : 0);
    }

    /** In units of 1/65536 s. */
    private static long delayUnits(long ns) {
        return (ns << 16) / 1_000_000_000;
    }

    private void writeName() {
        int padding = 4 - (cname.length + 2) % 4;
        header(1, DESCRIPTION, 4 + 2 + cname.length + padding);
        out.putInt(ssrc).put((byte) CNAME).put((byte) cname.length).put(cname);
        for (int i = 0; i < padding; i++) {
            out.put((byte) 0);
        }
    }

    private void header(int count, int type, int bytesBehind) {
        out.put((byte) (VERSION | count)).put((byte) type).putShort((short) (bytesBehind / 4));
    }

    /** Reads a compound packet, from position to limit; false, and counted, if any of it is malformed. */
    public boolean received(ByteBuffer datagram, long nowNs) {
        boolean sound = readAll(datagram, nowNs);
        if (!sound) {
            malformed++;
        }
        return sound;
    }

    private boolean readAll(ByteBuffer in, long nowNs) {
        int at = in.position();
        int end = in.limit();
        if (end - at < 8) {
            return false;
        }
        while (end - at >= 4) {
            int bytes = ((in.getShort(at + 2) & 0xffff) + 1) * 4;
            if ((in.get(at) & 0xc0) != VERSION || bytes > end - at || !read(in, at, bytes, nowNs)) {
                return false;
            }
            at += bytes;
        }
        return at == end;
    }

    private boolean read(ByteBuffer in, int at, int bytes, long nowNs) {
        int count = in.get(at) & 0x1f;
        int blocksBytes = count * BLOCK_BYTES;
        switch (in.get(at + 1) & 0xff) {
            case SENDER_REPORT -> {
                if (bytes < SENDER_BYTES + blocksBytes) {
                    return false;
                }
                theyReported = true;
                theirReport = NtpClock.middle(in.getLong(at + 8));
                theirReportAtNs = nowNs;
                readBlocks(in, at + SENDER_BYTES, count, nowNs);
            }
            case RECEIVER_REPORT -> {
                if (bytes < RECEIVER_BYTES + blocksBytes) {
                    return false;
                }
                readBlocks(in, at + RECEIVER_BYTES, count, nowNs);
            }
            case GOODBYE -> goodbyes++;
            default -> {
                // Names, applications and extended reports say nothing that we act on.
            }
        }
        return true;
    }

    private void readBlocks(ByteBuffer in, int at, int count, long nowNs) {
        for (int i = 0; i < count; i++) {
            int block = at + i * BLOCK_BYTES;
            if (in.getInt(block) == ssrc) {
                remoteLoss = (in.get(block + 4) & 0xff) / 256.0;
                measureRoundTrip(in.getInt(block + 16), in.getInt(block + 20), nowNs);
            }
        }
    }

    private void measureRoundTrip(int lastReport, int delay, long nowNs) {
        if (lastReport == 0) {
            return;
        }
        int units = NtpClock.middle(clock.at(nowNs)) - lastReport - delay;
        // Clocks that tick in 1/65536 s may come out just below nothing; far below is a lie.
        if (units > -TOLERANCE) {
            roundTripMs = Math.max(0, units) * 1_000.0 / 65_536;
        }
    }

    /** From us to the other side and back; -1 until it is known. */
    public double roundTripMs() {
        return roundTripMs;
    }

    /** What share of our packets the other side missed of late. */
    public double remoteLoss() {
        return remoteLoss;
    }

    public long malformed() {
        return malformed;
    }

    public long goodbyes() {
        return goodbyes;
    }
}
