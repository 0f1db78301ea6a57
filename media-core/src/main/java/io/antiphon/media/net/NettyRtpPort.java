package io.antiphon.media.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two sockets of one loop. */
final class NettyRtpPort implements RtpPort {

    private final NettySocket rtp;
    private final NettySocket rtcp;
    private final InetSocketAddress localRtp;
    private final InetSocketAddress localRtcp;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    NettyRtpPort(NettySocket rtp, NettySocket rtcp, Runnable whenClosed) {
        this.rtp = rtp;
        this.rtcp = rtcp;
        localRtp = rtp.local();
        localRtcp = rtcp.local();
        this.whenClosed = whenClosed;
    }

    @Override
    public InetSocketAddress localRtp() {
        return localRtp;
    }

    @Override
    public InetSocketAddress localRtcp() {
        return localRtcp;
    }

    @Override
    public void deliver(PacketSink toRtp, PacketSink toRtcp) {
        rtp.deliver(toRtp);
        rtcp.deliver(toRtcp);
    }

    @Override
    public boolean sendRtp(ByteBuffer packet, InetSocketAddress to) {
        return rtp.send(packet, to);
    }

    @Override
    public boolean sendRtcp(ByteBuffer packet, InetSocketAddress to) {
        return rtcp.send(packet, to);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            rtp.close();
            rtcp.close();
            whenClosed.run();
        }
    }
}
