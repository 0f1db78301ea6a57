package io.antiphon.media.rtp;

import io.antiphon.media.net.PacketSink;
import io.antiphon.media.net.RtpPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A port that keeps what is sent. */
final class FakePort implements RtpPort {

    static final InetSocketAddress LOCAL = new InetSocketAddress("10.0.0.1", 20_000);

    final List<ByteBuffer> rtp = new ArrayList<>();
    final List<ByteBuffer> rtcp = new ArrayList<>();
    final List<InetSocketAddress> targets = new ArrayList<>();
    boolean isFull;
    boolean forgets;
    long sent;

    @Override
    public InetSocketAddress localRtp() {
        return LOCAL;
    }

    @Override
    public InetSocketAddress localRtcp() {
        return new InetSocketAddress(LOCAL.getAddress(), LOCAL.getPort() + 1);
    }

    @Override
    public void deliver(PacketSink toRtp, PacketSink toRtcp) {
        throw new UnsupportedOperationException("packets are handed over by the test");
    }

    @Override
    public boolean sendRtp(ByteBuffer packet, InetSocketAddress to) {
        return keep(packet, to, rtp);
    }

    @Override
    public boolean sendRtcp(ByteBuffer packet, InetSocketAddress to) {
        return keep(packet, to, rtcp);
    }

    private boolean keep(ByteBuffer packet, InetSocketAddress to, List<ByteBuffer> where) {
        if (isFull) {
            return false;
        }
        sent++;
        if (!forgets) {
            where.add(ByteBuffer.allocate(packet.remaining()).put(packet).flip());
            targets.add(to);
        }
        return true;
    }

    @Override
    public void close() {}
}
