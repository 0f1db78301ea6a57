package io.antiphon.media.net;

import io.antiphon.time.NanoClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket. Owned by the loop; sends out of one piece of memory as long as the kernel takes it at once. */
final class NettySocket extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger LOG = LoggerFactory.getLogger(NettySocket.class);

    private static final PacketSink NOBODY = (_, _, _) -> {};

    private final DatagramChannel channel;
    private final NanoClock clock;
    private final ByteBuffer inbox;
    private final InetSocketAddress nowhere = new InetSocketAddress(0);
    private PacketSink sink = NOBODY;
    private long refused;
    private boolean complained;
    private DatagramPacket outgoing = new DatagramPacket(Unpooled.EMPTY_BUFFER, nowhere);

    NettySocket(DatagramChannel channel, NanoClock clock, ByteBuffer inbox) {
        this.channel = channel;
        this.clock = clock;
        this.inbox = inbox;
    }

    InetSocketAddress local() {
        return channel.localAddress();
    }

    void deliver(PacketSink to) {
        sink = to;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        ByteBuf content = packet.content();
        inbox.clear().limit(Math.min(content.readableBytes(), inbox.capacity()));
        content.readBytes(inbox);
        inbox.flip();
        sink.received(inbox, packet.sender(), clock.nanoTime());
    }

    boolean send(ByteBuffer packet, InetSocketAddress to) {
        if (!channel.isActive() || !channel.isWritable()) {
            return false;
        }
        DatagramPacket datagram = outgoingTo(to);
        datagram.content().clear().writeBytes(packet);
        // Netty gives back one of the two references when the kernel has the bytes, which as a rule is now.
        var _ = channel.writeAndFlush(datagram.retain(), channel.voidPromise());
        return true;
    }

    private DatagramPacket outgoingTo(InetSocketAddress to) {
        if (outgoing.refCnt() == 1 && outgoing.recipient().equals(to)) {
            return outgoing;
        }
        // The former one is released by Netty once it has left, or is collected if it never was sent.
        outgoing.release();
        outgoing = new DatagramPacket(
                channel.alloc().directBuffer(NettyRtpPorts.LARGEST_DATAGRAM), to);
        return outgoing;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A datagram that the kernel refused (no route, message too long) is one lost packet.
        if (cause instanceof IOException) {
            refused++;
        } else if (!complained) {
            // Our mistake, and one that would come with every packet: said once.
            complained = true;
            LOG.atError().setCause(cause).log("a packet's reader failed");
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        sink = NOBODY;
        outgoing.release();
    }

    long refused() {
        return refused;
    }

    /** Any thread. */
    void close() {
        var _ = channel.close();
    }
}
