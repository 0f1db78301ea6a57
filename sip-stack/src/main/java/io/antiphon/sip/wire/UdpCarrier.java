package io.antiphon.sip.wire;

import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** SIP in datagrams, one message each. */
final class UdpCarrier implements Carrier {

    private final EventLoop loop;
    private final Wire wire;
    private @Nullable Channel socket;

    UdpCarrier(EventLoop loop, Wire wire) {
        this.loop = loop;
        this.wire = wire;
    }

    @Override
    public InetSocketAddress bind(InetSocketAddress address) throws IOException {
        var future = new Bootstrap().group(loop)
                .channel(NioDatagramChannel.class)
                // One byte more than allowed tells an oversized datagram from one that just fits.
                .option(ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(Limits.DATAGRAM_BYTES + 1))
                .option(ChannelOption.SO_RCVBUF, 1 << 20)
                .handler(new Reader())
                .bind(address)
                .awaitUninterruptibly();
        if (!future.isSuccess()) {
            throw new IOException(StreamCarrier.reason(future.cause()), future.cause());
        }
        var bound = future.channel();
        socket = bound;
        return (InetSocketAddress) bound.localAddress();
    }

    @Override
    public void send(Letter letter) {
        var open = socket;
        if (open == null) {
            wire.undelivered(letter, "not bound");
            return;
        }
        open.writeAndFlush(new DatagramPacket(letter.bytes(), letter.to()))
                .addListener((ChannelFutureListener) sent -> {
                    if (sent.isSuccess()) {
                        wire.delivered();
                    } else {
                        wire.undelivered(letter, StreamCarrier.reason(sent.cause()));
                    }
                });
    }

    @Override
    public boolean isConnected(InetSocketAddress peer) {
        return false;
    }

    @Override
    public void close() {
        var open = socket;
        if (open != null) {
            var _ = open.close();
        }
    }

    /** Turns datagrams into messages. */
    private final class Reader extends SimpleChannelInboundHandler<DatagramPacket> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var content = packet.content();
            int length = content.readableBytes();
            if (length > Limits.DATAGRAM_BYTES) {
                wire.count(SipMeter.OVERSIZED);
                return;
            }
            byte[] bytes = ByteBufUtil.getBytes(content);
            int start = 0;
            while (start < length
                    && (bytes[start] == '\r' || bytes[start] == '\n' || bytes[start] == 0)) {
                start++;
            }
            if (start == length) {
                wire.count(SipMeter.KEEP_ALIVES);
                return;
            }
            byte[] message = start == 0 ? bytes : Arrays.copyOfRange(bytes, start, length);
            wire.received(Transport.UDP, message, packet.sender());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // An ICMP error or the like of one peer; the socket serves all others.
            wire.count(SipMeter.SENDS_FAILED);
        }
    }
}
