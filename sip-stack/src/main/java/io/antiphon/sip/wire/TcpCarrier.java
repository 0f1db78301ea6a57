package io.antiphon.sip.wire;

import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SIP in streams: one connection for each peer, whoever opened it, used both ways. */
final class TcpCarrier implements Carrier {

    private final EventLoop loop;
    private final Wire wire;
    private final Map<InetSocketAddress, ChannelFuture> connections = new HashMap<>();
    private @Nullable Channel door;

    TcpCarrier(EventLoop loop, Wire wire) {
        this.loop = loop;
        this.wire = wire;
    }

    @Override
    public InetSocketAddress bind(InetSocketAddress address) throws IOException {
        var future = new ServerBootstrap().group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        admit(accepted);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!future.isSuccess()) {
            throw new IOException(reason(future.cause()), future.cause());
        }
        var bound = future.channel();
        door = bound;
        return (InetSocketAddress) bound.localAddress();
    }

    private void admit(Channel accepted) {
        var peer = (InetSocketAddress) accepted.remoteAddress();
        long ofThisHost = connections.keySet()
                .stream()
                .filter(other -> other.getAddress().equals(peer.getAddress()))
                .count();
        if (connections.size() >= Limits.CONNECTIONS
                || ofThisHost >= Limits.CONNECTIONS_OF_ONE_HOST) {
            wire.count(SipMeter.CONNECTIONS_CUT);
            var _ = accepted.close();
            return;
        }
        attend(accepted, peer, true);
        connections.put(peer, accepted.newSucceededFuture());
    }

    private void attend(Channel channel, InetSocketAddress peer, boolean mustSpeakSoon) {
        var framer = new StreamFramer();
        channel.pipeline().addLast(framer, new StreamReader(wire, framer, peer, mustSpeakSoon));
        wire.count(SipMeter.CONNECTIONS_OPENED);
        channel.closeFuture().addListener(_ -> forget(peer, channel));
    }

    private void forget(InetSocketAddress peer, Channel channel) {
        var known = connections.get(peer);
        if (known != null && known.channel().equals(channel)) {
            connections.remove(peer);
        }
    }

    boolean isConnected(InetSocketAddress peer) {
        var known = connections.get(peer);
        return known != null && known.channel().isActive();
    }

    @Override
    public void send(byte[] message, InetSocketAddress peer) {
        var connection = connections.get(peer);
        if (connection == null) {
            connection = connect(peer);
            if (!connection.isDone()) {
                connections.put(peer, connection);
            }
        }
        connection.addListener((ChannelFutureListener) connected -> {
            if (connected.isSuccess()) {
                connected.channel()
                        .writeAndFlush(Unpooled.wrappedBuffer(message))
                        .addListener((ChannelFutureListener) sent -> outcome(sent, peer));
            } else {
                forget(peer, connected.channel());
                outcome(connected, peer);
            }
        });
    }

    private void outcome(ChannelFuture future, InetSocketAddress peer) {
        if (future.isSuccess()) {
            wire.delivered();
        } else {
            wire.undelivered(Transport.TCP, peer, reason(future.cause()));
        }
    }

    private ChannelFuture connect(InetSocketAddress peer) {
        return new Bootstrap().group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Limits.CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        attend(opened, peer, false);
                    }
                })
                .connect(peer);
    }

    /** Any thread: the door at once, the connections on their own. */
    @Override
    public void close() {
        var open = door;
        if (open != null) {
            var _ = open.close();
        }
        if (!loop.isShuttingDown()) {
            loop.execute(this::closeConnections);
        }
    }

    private void closeConnections() {
        for (var connection : List.copyOf(connections.values())) {
            var _ = connection.channel().close();
        }
    }

    static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "cancelled";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
