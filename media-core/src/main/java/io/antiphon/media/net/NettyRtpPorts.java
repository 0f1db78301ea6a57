package io.antiphon.media.net;

import io.antiphon.time.NanoClock;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Binds pairs of sockets. Owned by the loop. */
final class NettyRtpPorts {

    /** Above any datagram that a path on the internet carries in one piece. */
    static final int LARGEST_DATAGRAM = 2_048;

    private static final int PAIRS_TRIED = 50;
    private static final int READS_AT_ONCE = 16;
    private static final int SOCKET_BUFFER = 256 * 1024;

    private final EventLoop loop;
    private final NanoClock clock;
    private final PortRange ports;
    private final InetAddress bindTo;
    private final boolean epoll;
    // All sockets of a loop are read one after the other, so they share the room to read into.
    private final ByteBuffer inbox = ByteBuffer.allocate(LARGEST_DATAGRAM);

    NettyRtpPorts(EventLoop loop, NanoClock clock, PortRange ports, InetAddress bindTo,
            boolean epoll) {
        this.loop = loop;
        this.clock = clock;
        this.ports = ports;
        this.bindTo = bindTo;
        this.epoll = epoll;
    }

    Optional<RtpPort> open() {
        for (int i = 0; i < PAIRS_TRIED; i++) {
            int port = ports.take(clock.nanoTime());
            if (port < 0) {
                return Optional.empty();
            }
            var rtp = bind(port);
            if (rtp.isPresent()) {
                var rtcp = bind(port + 1);
                if (rtcp.isPresent()) {
                    return Optional.of(new NettyRtpPort(rtp.get(), rtcp.get(),
                            () -> ports.release(port, clock.nanoTime())));
                }
                rtp.get().close();
            }
            ports.release(port, clock.nanoTime());
        }
        return Optional.empty();
    }

    private Optional<NettySocket> bind(int port) {
        var family = bindTo instanceof Inet4Address
                ? SocketProtocolFamily.INET
                : SocketProtocolFamily.INET6;
        DatagramChannel channel = epoll
                ? new EpollDatagramChannel(family)
                : new NioDatagramChannel(family);
        var socket = new NettySocket(channel, clock, inbox);
        channel.config()
                .setRecvByteBufAllocator(
                        new FixedRecvByteBufAllocator(LARGEST_DATAGRAM)
                                .maxMessagesPerRead(READS_AT_ONCE));
        channel.config().setOption(ChannelOption.SO_RCVBUF, SOCKET_BUFFER);
        channel.pipeline().addLast(socket);
        // On the loop's own thread both steps are done when they return.
        ChannelFuture registered = loop.register(channel);
        ChannelFuture bound = registered.isSuccess()
                ? channel.bind(new InetSocketAddress(bindTo, port))
                : registered;
        if (bound.isSuccess()) {
            return Optional.of(socket);
        }
        socket.close();
        return Optional.empty();
    }
}
