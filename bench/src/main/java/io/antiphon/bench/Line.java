package io.antiphon.bench;

import io.antiphon.media.codec.Codec;
import io.antiphon.media.net.PacketSink;
import io.antiphon.media.net.RtpPort;
import io.antiphon.media.rtp.FrameSink;
import io.antiphon.media.rtp.RtpSession;
import io.antiphon.media.rtp.SourcePolicy;
import io.antiphon.media.rtp.StreamSpec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Random;

/** A call's RTP without a network: what is sent is swallowed, what is heard is forgotten. */
final class Line implements RtpPort, FrameSink {

    static final int PCMU = 0;
    static final InetSocketAddress CALLER = new InetSocketAddress("10.0.0.2", 4_000);
    static final long BEAT_NS = 20_000_000;

    private static final InetSocketAddress CALLER_RTCP = new InetSocketAddress("10.0.0.2", 4_001);
    private static final InetSocketAddress HERE = new InetSocketAddress("10.0.0.1", 20_000);

    final RtpSession session = new RtpSession(this, this, new Random(5), () -> Instant.EPOCH);
    private long framesHeard;
    private long packetsSent;
    private long seen;

    Line() {
        session.start(new StreamSpec(CALLER, CALLER_RTCP, Codec.PCMU, PCMU, OptionalInt.of(101), 20,
                SourcePolicy.described()), 0);
    }

    /** Depends on everything that passed. */
    long seen() {
        return seen;
    }

    long framesHeard() {
        return framesHeard;
    }

    long packetsSent() {
        return packetsSent;
    }

    @Override
    public void frame(short[] pcm, long position, boolean concealed, long arrivalNs) {
        framesHeard++;
        seen += pcm[0] + pcm[pcm.length - 1];
    }

    @Override
    public void digitPressed(char digit, long nowNs) {}

    @Override
    public boolean sendRtp(ByteBuffer packet, InetSocketAddress to) {
        packetsSent++;
        seen += packet.get(packet.limit() - 1);
        return true;
    }

    @Override
    public boolean sendRtcp(ByteBuffer packet, InetSocketAddress to) {
        return true;
    }

    @Override
    public void deliver(PacketSink rtp, PacketSink rtcp) {}

    @Override
    public InetSocketAddress localRtp() {
        return HERE;
    }

    @Override
    public InetSocketAddress localRtcp() {
        return HERE;
    }

    @Override
    public void close() {}
}
