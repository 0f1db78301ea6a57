package io.antiphon.sip.wire;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.antiphon.sip.Transport;
import java.net.InetAddress;

/** Gives a jain-sip stack our wire. The stack makes it by name, so it finds the wire in {@link Wire#PLUGGED}. */
public final class WirePlug implements MessageProcessorFactory {

    private final Wire wire = Wire.PLUGGED.get();

    @Override
    public MessageProcessor createMessageProcessor(SIPTransactionStack stack, InetAddress address,
            int port,
            String transport) {
        var processor = new WireProcessor(stack, address, port, Transport.of(transport), wire);
        wire.plug(processor);
        return processor;
    }
}
