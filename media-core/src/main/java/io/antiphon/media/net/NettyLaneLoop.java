package io.antiphon.media.net;

import io.antiphon.time.NanoClock;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Netty event loop of one thread: epoll where the kernel has it, otherwise what Java offers. */
public final class NettyLaneLoop implements LaneLoop {

    private static final Logger LOG = LoggerFactory.getLogger(NettyLaneLoop.class);

    private static final long QUIET_MS = 0;
    private static final long PATIENCE_MS = 5_000;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final NanoClock clock;
    private final PortRange ports;
    private final NettyRtpPorts sockets;

    /** The factory is asked for one thread. Lanes share the range of ports. */
    public NettyLaneLoop(ThreadFactory threads, NanoClock clock, PortRange ports,
            InetAddress bindTo) {
        this(threads, clock, ports, bindTo, Epoll.isAvailable());
    }

    NettyLaneLoop(ThreadFactory threads, NanoClock clock, PortRange ports, InetAddress bindTo,
            boolean epoll) {
        this.clock = clock;
        this.ports = ports;
        IoHandlerFactory handler = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, threads, handler);
        loop = group.next();
        sockets = new NettyRtpPorts(loop, clock, ports, bindTo, epoll);
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public Timer after(long delayNs, Runnable task) {
        Future<?> pending = loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    @Override
    public Timer at(long deadlineNs, Runnable task) {
        return after(Math.max(0, deadlineNs - clock.nanoTime()), task);
    }

    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public boolean execute(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    @Override
    public Optional<RtpPort> open() {
        Optional<RtpPort> opened;
        if (inLoop()) {
            opened = sockets.open();
        } else {
            var answer = new CompletableFuture<Optional<RtpPort>>();
            opened = execute(() -> answer.complete(sockets.open()))
                    ? answer.join()
                    : Optional.empty();
        }
        if (opened.isEmpty()) {
            LOG.atError().addKeyValue("range", ports).log("no RTP port is free");
        }
        return opened;
    }

    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MS, PATIENCE_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * PATIENCE_MS);
    }
}
