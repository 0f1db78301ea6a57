package io.antiphon.sip.wire;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.address.Hop;

/** One peer, as jain-sip sees it: messages go to it and come from it. Sip thread. */
final class WireChannel extends MessageChannel implements RawMessageChannel {

    private final WireProcessor processor;
    private final InetSocketAddress peer;

    WireChannel(WireProcessor processor, InetSocketAddress peer) {
        this.processor = processor;
        this.peer = peer;
        this.messageProcessor = processor;
    }

    /** Hands a parsed message to the transactions, as the library's own channels do. */
    @Override
    public void processMessage(SIPMessage message) throws ParseException {
        message.setRemoteAddress(peer.getAddress());
        message.setRemotePort(peer.getPort());
        message.setLocalAddress(processor.getIpAddress());
        message.setLocalPort(processor.getPort());
        message.setPeerPacketSourceAddress(peer.getAddress());
        message.setPeerPacketSourcePort(peer.getPort());
        switch (message) {
            case SIPRequest request -> process(request);
            case SIPResponse response -> process(response);
            default -> throw new IllegalStateException("neither request nor response");
        }
    }

    private void process(SIPRequest request) throws ParseException {
        // RFC 3581; set whether asked for or not, so that every answer goes back the way the request came.
        // A maddr would send it elsewhere, which nobody but an attacker needs.
        var via = request.getTopmostVia();
        via.removeParameter("maddr");
        via.setParameter("received", peer.getAddress().getHostAddress());
        via.setParameter("rport", Integer.toString(peer.getPort()));
        var refusal = isNew(request)
                ? processor.wire().refusal(request)
                : Optional.<SIPResponse>empty();
        if (refusal.isPresent()) {
            sendMessage(refusal.get());
            return;
        }
        var transaction = getSIPStack().newSIPServerRequest(request, this);
        if (transaction == null) {
            return;
        }
        try {
            transaction.processRequest(request, this);
        } finally {
            if (transaction instanceof SIPServerTransaction server && !server.passToListener()) {
                ((SIPTransaction) server).releaseSem();
            }
        }
    }

    /** Whether nothing is known of it yet, not even that it is a repetition. */
    private boolean isNew(SIPRequest request) {
        return request.getMethod().equals("INVITE") && request.getToTag() == null
                && getSIPStack().findTransaction(request, true) == null;
    }

    private void process(SIPResponse response) throws ParseException {
        var transaction = getSIPStack().newSIPServerResponse(response, this);
        if (transaction == null) {
            return;
        }
        try {
            if (transaction instanceof SIPClientTransaction client
                    && !client.checkFromTag(response)) {
                return;
            }
            transaction.processResponse(response, this);
        } finally {
            if (transaction instanceof SIPTransaction any && !any.passToListener()) {
                any.releaseSem();
            }
        }
    }

    @Override
    public void sendMessage(SIPMessage message) {
        var request = message instanceof SIPRequest asked
                ? Optional.of(asked)
                : Optional.<SIPRequest>empty();
        // A connection is chosen by the name, too, which only our own mark knows.
        var destination = request.map(SIPRequest::getApplicationData)
                .filter(Destination.class::isInstance)
                .map(Destination.class::cast);
        processor.wire()
                .send(processor.kind(), new Letter(
                        Unpooled.wrappedBuffer(message.encodeAsBytes(getTransport())),
                        destination.map(Destination::address).orElse(peer), request,
                        destination.isEmpty()));
    }

    /** The library would look the hop up by name and short-cut messages to ourselves on threads of its own. */
    @Override
    public void sendMessage(SIPMessage message, Hop hop) {
        sendMessage(message);
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress receiver, int port) {
        new WireChannel(processor, new InetSocketAddress(receiver, port)).sendMessage(message);
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress receiver, int port, boolean reconnect) {
        processor.wire()
                .send(processor.kind(),
                        Letter.back(message, new InetSocketAddress(receiver, port)));
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return processor.getSIPStack();
    }

    @Override
    public void close() {
        // Connections live as long as their peer wishes.
    }

    @Override
    public String getTransport() {
        return processor.getTransport();
    }

    @Override
    public boolean isReliable() {
        return processor.kind().isStream();
    }

    @Override
    public boolean isSecure() {
        return processor.isSecure();
    }

    @Override
    public String getPeerAddress() {
        return peer.getAddress().getHostAddress();
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        return peer.getAddress();
    }

    @Override
    protected String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public int getPeerPort() {
        return peer.getPort();
    }

    @Override
    public int getPeerPacketSourcePort() {
        return peer.getPort();
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return peer.getAddress();
    }

    @Override
    public String getKey() {
        return getKey(peer.getAddress(), peer.getPort(), getTransport());
    }

    @Override
    public String getViaHost() {
        return getHost();
    }

    @Override
    public int getViaPort() {
        return processor.getPort();
    }
}
