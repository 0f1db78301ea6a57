package io.antiphon.sip.wire;

import io.antiphon.sip.SipMeter;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection that we opened open in the eyes of NATs and firewalls, and notices when it is dead
 * (RFC 5626, section 4.4.1). Not everyone answers a ping; whoever has answered one has to answer all.
 */
final class StreamPinger extends ChannelInboundHandlerAdapter {

    private static final byte[] PING = {'\r', '\n', '\r', '\n'};

    private final Wire wire;
    private final StreamFramer framer;
    private @Nullable ScheduledFuture<?> next;
    private boolean answers;

    StreamPinger(Wire wire, StreamFramer framer) {
        this.wire = wire;
        this.framer = framer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        later(context, Limits.PING_SECONDS, () -> ping(context));
        super.channelActive(context);
    }

    private void ping(ChannelHandlerContext context) {
        framer.expectPong();
        var _ = context.writeAndFlush(Unpooled.wrappedBuffer(PING));
        later(context, Limits.PONG_SECONDS, () -> judge(context));
    }

    private void judge(ChannelHandlerContext context) {
        if (framer.isPongMissing() && answers) {
            wire.count(SipMeter.CONNECTIONS_CUT);
            var _ = context.close();
        } else {
            later(context, Limits.PING_SECONDS - Limits.PONG_SECONDS, () -> ping(context));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object found) throws Exception {
        if (found instanceof StreamFramer.Pong) {
            answers = true;
            wire.count(SipMeter.KEEP_ALIVES);
        } else {
            super.channelRead(context, found);
        }
    }

    private void later(ChannelHandlerContext context, int seconds, Runnable deed) {
        next = context.executor().schedule(deed, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        var running = next;
        if (running != null) {
            running.cancel(false);
        }
        super.channelInactive(context);
    }
}
