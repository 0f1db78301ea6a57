package io.antiphon.sip.wire;

import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.antiphon.sip.tls.TlsKeeper;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * SIP in streams, plain or in TLS: one connection for each peer, whoever opened it, used both ways. In TLS a
 * peer is an address and the name that its certificate was checked for.
 */
final class StreamCarrier implements Carrier {

    // The machine asks, too, for a peer that answers no pings; its own patience would be two hours.
    private static final ChannelOption<Integer> IDLE = NioChannelOption
            .of(ExtendedSocketOptions.TCP_KEEPIDLE);
    private static final ChannelOption<Integer> PROBE = NioChannelOption
            .of(ExtendedSocketOptions.TCP_KEEPINTERVAL);
    private static final ChannelOption<Integer> PROBES = NioChannelOption
            .of(ExtendedSocketOptions.TCP_KEEPCOUNT);

    private final EventLoop loop;
    private final Wire wire;
    private final Optional<TlsKeeper> tls;
    private final Map<Peer, ChannelFuture> connections = new HashMap<>();
    private @Nullable Channel door;

    /** The other end. {@code name} is empty where nobody checks it. */
    private record Peer(InetSocketAddress address, String name) {

        InetAddress host() {
            return address.getAddress();
        }
    }

    /** With keys it is TLS, without plain TCP. */
    StreamCarrier(EventLoop loop, Wire wire, Optional<TlsKeeper> tls) {
        this.loop = loop;
        this.wire = wire;
        this.tls = tls;
    }

    private Transport transport() {
        return tls.isPresent() ? Transport.TLS : Transport.TCP;
    }

    private Peer peer(InetSocketAddress address) {
        return new Peer(address, tls.isPresent() ? address.getHostString() : "");
    }

    @Override
    public InetSocketAddress bind(InetSocketAddress address) throws IOException {
        var future = new ServerBootstrap().group(loop, loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(IDLE, Limits.IDLE_SECONDS)
                .childOption(PROBE, Limits.PROBE_SECONDS)
                .childOption(PROBES, Limits.PROBES)
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
        var peer = peer((InetSocketAddress) accepted.remoteAddress());
        long ofThisHost = connections.keySet()
                .stream()
                .filter(other -> other.host().equals(peer.host()))
                .count();
        if (connections.size() >= Limits.CONNECTIONS
                || ofThisHost >= Limits.CONNECTIONS_OF_ONE_HOST) {
            wire.count(SipMeter.CONNECTIONS_CUT);
            var _ = accepted.close();
            return;
        }
        attend(accepted, peer, tls.map(keeper -> keeper.current().accepting()), true);
        connections.put(peer, accepted.newSucceededFuture());
    }

    private void attend(Channel channel, Peer peer, Optional<SSLEngine> engine,
            boolean mustSpeakSoon) {
        if (tls.isPresent() && engine.isPresent()) {
            var handshake = new SslHandler(engine.get(), false, tls.get().blocking());
            handshake.setHandshakeTimeoutMillis(Limits.HANDSHAKE_MILLIS);
            channel.pipeline().addLast(handshake, new HandshakeLog(wire, peer.address()));
        }
        var framer = new StreamFramer();
        channel.pipeline().addLast(framer);
        if (!mustSpeakSoon) {
            channel.pipeline().addLast(new Unheard(wire), new StreamPinger(wire, framer));
        }
        channel.pipeline()
                .addLast(new StreamReader(wire, transport(), framer, peer.address(),
                        mustSpeakSoon));
        wire.count(SipMeter.CONNECTIONS_OPENED);
        channel.closeFuture().addListener(_ -> forget(peer, channel));
    }

    private void forget(Peer peer, Channel channel) {
        var known = connections.get(peer);
        if (known != null && known.channel().equals(channel)) {
            connections.remove(peer);
        }
    }

    @Override
    public boolean isConnected(InetSocketAddress address) {
        var known = connections.get(peer(address));
        return known != null && known.channel().isActive();
    }

    @Override
    public void send(Letter letter) {
        var peer = peer(letter.to());
        var connection = open(peer, letter.isAnyWayGood()).orElseGet(() -> connect(peer));
        connection.addListener((ChannelFutureListener) connected -> {
            if (connected.isSuccess()) {
                connected.channel()
                        .writeAndFlush(letter.bytes())
                        .addListener((ChannelFutureListener) sent -> outcome(sent, letter));
            } else {
                forget(peer, connected.channel());
                outcome(connected, letter);
            }
        });
    }

    private Optional<ChannelFuture> open(Peer peer, boolean anyName) {
        return Optional.ofNullable(connections.get(peer))
                .or(() -> anyName
                        ? connections.entrySet()
                                .stream()
                                .filter(each -> each.getKey().address().equals(peer.address()))
                                .<ChannelFuture>map(Map.Entry::getValue)
                                .findFirst()
                        : Optional.empty());
    }

    private void outcome(ChannelFuture future, Letter letter) {
        if (future.isSuccess()) {
            wire.delivered();
            var unheard = future.channel().pipeline().get(Unheard.class);
            if (unheard != null) {
                unheard.sent(letter);
            }
        } else {
            wire.undelivered(letter, reason(future.cause()));
        }
    }

    private ChannelFuture connect(Peer peer) {
        var connection = new Bootstrap().group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Limits.CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(IDLE, Limits.IDLE_SECONDS)
                .option(PROBE, Limits.PROBE_SECONDS)
                .option(PROBES, Limits.PROBES)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        attend(opened, peer, tls.map(keeper -> keeper.current()
                                .opening(peer.name(), peer.address().getPort())), false);
                    }
                })
                .connect(peer.address());
        if (!connection.isDone()) {
            connections.put(peer, connection);
        }
        return connection;
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

    /** What went wrong in the end, in one line. */
    static String reason(@Nullable Throwable failure) {
        var cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return "cancelled";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
