package io.antiphon.sip.wire;

import io.antiphon.sip.SipMeter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once for each connection why its TLS failed, and with whom. Sip thread. */
final class HandshakeLog extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeLog.class);

    private final Wire wire;
    private final InetSocketAddress peer;
    private boolean told;

    HandshakeLog(Wire wire, InetSocketAddress peer) {
        this.wire = wire;
        this.peer = peer;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            tell(handshake.cause());
            var _ = context.close();
        }
        super.userEventTriggered(context, event);
    }

    /** In TLS 1.3 the other side may refuse our certificate after the handshake, as far as we see. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        if (cause instanceof SSLException
                || (cause instanceof DecoderException
                        && cause.getCause() instanceof SSLException)) {
            tell(cause);
        }
        super.exceptionCaught(context, cause);
    }

    private void tell(Throwable cause) {
        if (!told) {
            told = true;
            wire.count(SipMeter.HANDSHAKES_FAILED);
            LOG.warn("TLS failed: peer={} name={} reason={}",
                    peer.getAddress().getHostAddress() + ":" + peer.getPort(),
                    peer.getHostString(), StreamCarrier.reason(cause));
        }
    }
}
