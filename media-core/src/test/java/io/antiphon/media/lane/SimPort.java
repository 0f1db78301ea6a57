package io.antiphon.media.lane;

import io.antiphon.media.net.PacketSink;
import io.antiphon.media.net.RtpPort;
import io.antiphon.testkit.VirtualTime;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A pair of ports whose network is a list. */
final class SimPort implements RtpPort {

    /** A datagram that left, and when. */
    record Sent(long atNs, ByteBuffer packet) {

        int sequence() {
            return packet.getShort(2) & 0xffff;
        }

        int timestamp() {
            return packet.getInt(4);
        }

        /** How loud it is, from 0 to 32767. */
        int peak(WireCodec codec) {
            return codec.peak(packet);
        }
    }

    final List<Sent> sent = new ArrayList<>();
    boolean keeps = true;
    long aheadNs;
    boolean isClosed;
    private final VirtualTime time;
    private final int number;
    private PacketSink rtp = (_, _, _) -> {};

    SimPort(VirtualTime time, int number) {
        this.time = time;
        this.number = number;
    }

    void receive(ByteBuffer packet, InetSocketAddress from) {
        rtp.received(packet, from, time.nanoTime() + aheadNs);
    }

    @Override
    public InetSocketAddress localRtp() {
        return new InetSocketAddress("192.0.2.1", number);
    }

    @Override
    public InetSocketAddress localRtcp() {
        return new InetSocketAddress("192.0.2.1", number + 1);
    }

    @Override
    public void deliver(PacketSink newRtp, PacketSink rtcp) {
        rtp = newRtp;
    }

    @Override
    public boolean sendRtp(ByteBuffer packet, InetSocketAddress to) {
        if (keeps) {
            var copy = ByteBuffer.allocate(packet.remaining());
            copy.put(packet.duplicate()).flip();
            sent.add(new Sent(time.nanoTime(), copy));
        }
        return true;
    }

    @Override
    public boolean sendRtcp(ByteBuffer packet, InetSocketAddress to) {
        return true;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
