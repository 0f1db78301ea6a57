package io.antiphon.sip.wire;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What jain-sip takes for its socket: knows a transport and makes channels to peers. Sip thread. */
final class WireProcessor extends MessageProcessor {

    private final SIPTransactionStack stack;
    private final Wire wire;
    private final Transport kind;

    WireProcessor(SIPTransactionStack stack, InetAddress address, int port, Transport kind,
            Wire wire) {
        super(address, port, kind.word(), stack);
        this.stack = stack;
        this.wire = wire;
        this.kind = kind;
    }

    Wire wire() {
        return wire;
    }

    Transport kind() {
        return kind;
    }

    WireChannel channelTo(InetSocketAddress peer) {
        return new WireChannel(this, peer);
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        String host = target.getHost().getHostname();
        var address = IpLiteral.parse(host)
                .orElseThrow(
                        () -> new IOException("a name reached the sip thread unresolved: " + host));
        return createMessageChannel(address, target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return channelTo(new InetSocketAddress(host, port > 0 ? port : getDefaultTargetPort()));
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return stack;
    }

    @Override
    public void start() {
        // The sockets are bound before jain-sip hears of them.
    }

    @Override
    public void stop() {
        // The wire closes its own sockets.
    }

    @Override
    public int getDefaultTargetPort() {
        return kind.defaultPort();
    }

    @Override
    public boolean isSecure() {
        return kind == Transport.TLS;
    }

    @Override
    public int getMaximumMessageSize() {
        return Limits.STREAM_MESSAGE_BYTES;
    }

    @Override
    public boolean inUse() {
        return false;
    }
}
