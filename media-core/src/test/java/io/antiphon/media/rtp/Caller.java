package io.antiphon.media.rtp;

import io.antiphon.media.codec.Codec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** One call's session, with a caller whose packets arrive when the test says so. */
final class Caller implements FrameSink {

    static final long MS = 1_000_000;
    static final InetSocketAddress RTP = new InetSocketAddress("10.0.0.2", 4_000);
    static final InetSocketAddress RTCP = new InetSocketAddress("10.0.0.2", 4_001);
    static final int KEYS = 101;

    /** A frame that was heard, and the level of its first sample. */
    record Heard(long position, boolean concealed, long arrivalMs, int peak) {}

    final FakePort port = new FakePort();
    final List<Heard> frames = new ArrayList<>();
    final List<String> keys = new ArrayList<>();
    final RtpSession session = new RtpSession(port, this, new Random(5), () -> Instant.EPOCH);

    static StreamSpec spec(int ptimeMs) {
        return new StreamSpec(RTP, RTCP, Codec.PCMU, 0, OptionalInt.of(KEYS), ptimeMs,
                SourcePolicy.described());
    }

    static Caller started() {
        var caller = new Caller();
        caller.session.start(spec(20), 0);
        return caller;
    }

    void arrives(ByteBuffer packet, long atMs) {
        session.received(packet, RTP, atMs * MS);
    }

    /** The packets of these indices, each when it is due. */
    void arriveInTime(int from, int until) {
        for (int i = from; i < until; i++) {
            arrives(WirePacket.numbered(i), i * 20L);
        }
    }

    void poll(long atMs) {
        session.poll(atMs * MS);
    }

    /** All beats up to then. */
    void pollFrom(long fromMs, long untilMs) {
        for (long at = fromMs; at <= untilMs; at += 20) {
            poll(at);
        }
    }

    List<Long> positions() {
        return frames.stream().map(Heard::position).toList();
    }

    List<Boolean> concealed() {
        return frames.stream().map(Heard::concealed).toList();
    }

    @Override
    public void frame(short[] pcm, long position, boolean concealed, long arrivalNs) {
        int peak = 0;
        for (short sample : pcm) {
            peak = Math.max(peak, Math.abs(sample));
        }
        frames.add(new Heard(position, concealed, arrivalNs / MS, peak));
    }

    @Override
    public void digitPressed(char digit, long nowNs) {
        keys.add(nowNs / MS + " " + digit);
    }

    @Override
    public void digitReleased(char digit, int durationMs, long nowNs) {
        keys.add(nowNs / MS + " up " + digit + " " + durationMs);
    }
}
