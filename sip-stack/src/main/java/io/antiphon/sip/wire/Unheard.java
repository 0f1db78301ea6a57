package io.antiphon.sip.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;

/**
 * What was sent on a connection of ours from which nothing has come yet. Should it end so, all that was lost
 * with it: a server that does not like our certificate closes after the handshake, and a port that is not of
 * SIP at once. Sip thread.
 */
final class Unheard extends ChannelInboundHandlerAdapter {

    private final Wire wire;
    private final List<Letter> letters = new ArrayList<>();
    private String why = "the connection was closed without an answer";
    private boolean heard;

    Unheard(Wire wire) {
        this.wire = wire;
    }

    void sent(Letter letter) {
        if (!heard) {
            letters.add(letter);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object found) throws Exception {
        heard = true;
        letters.clear();
        super.channelRead(context, found);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        why = StreamCarrier.reason(cause);
        super.exceptionCaught(context, cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        letters.forEach(letter -> wire.undelivered(letter, why));
        letters.clear();
        super.channelInactive(context);
    }
}
