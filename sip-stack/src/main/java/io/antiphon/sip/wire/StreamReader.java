package io.antiphon.sip.wire;

import io.antiphon.sip.SipMeter;
import io.antiphon.sip.Transport;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes what the framer found; cuts whoever is too slow to finish a message or never begins one. */
final class StreamReader extends ChannelInboundHandlerAdapter {

    private final Wire wire;
    private final Transport transport;
    private final StreamFramer framer;
    private final InetSocketAddress peer;
    private final boolean mustSpeakSoon;
    private @Nullable ScheduledFuture<?> deadline;

    StreamReader(Wire wire, Transport transport, StreamFramer framer, InetSocketAddress peer,
            boolean mustSpeakSoon) {
        this.transport = transport;
        this.wire = wire;
        this.framer = framer;
        this.peer = peer;
        this.mustSpeakSoon = mustSpeakSoon;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        if (mustSpeakSoon) {
            expectMessage(context);
        }
        super.channelActive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object found) {
        switch (found) {
            case byte[] message -> {
                forgetDeadline();
                wire.received(transport, message, peer);
            }
            case StreamFramer.Ping _ -> {
                forgetDeadline();
                wire.count(SipMeter.KEEP_ALIVES);
                var _ = context.writeAndFlush(Unpooled.wrappedBuffer(new byte[]{'\r', '\n'}));
            }
            case StreamFramer.Broken(var oversized) -> {
                if (oversized) {
                    wire.count(SipMeter.OVERSIZED);
                }
                cut(context);
            }
            default -> throw new IllegalStateException("the framer found a " + found.getClass());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (framer.isInside() && deadline == null) {
            expectMessage(context);
        }
        super.channelReadComplete(context);
    }

    private void expectMessage(ChannelHandlerContext context) {
        deadline = context.executor()
                .schedule(() -> cut(context), Limits.MESSAGE_SECONDS, TimeUnit.SECONDS);
    }

    private void forgetDeadline() {
        var running = deadline;
        if (running != null) {
            running.cancel(false);
            deadline = null;
        }
    }

    private void cut(ChannelHandlerContext context) {
        wire.count(SipMeter.CONNECTIONS_CUT);
        var _ = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        forgetDeadline();
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        cut(context);
    }
}
