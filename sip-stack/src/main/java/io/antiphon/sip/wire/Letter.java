package io.antiphon.sip.wire;

import gov.nist.javax.sip.message.SIPRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A message on its way out.
 *
 * @param request what it says, where it is a request: whoever waits for the answer wants to know if it is lost
 * @param isAnyWayGood whether any open connection to the address will do, whatever name it was opened for
 */
record Letter(ByteBuf bytes, InetSocketAddress to, Optional<SIPRequest> request,
        boolean isAnyWayGood) {

    /** What goes back to where something came from. */
    static Letter back(byte[] bytes, InetSocketAddress to) {
        return new Letter(Unpooled.wrappedBuffer(bytes), to, Optional.empty(), true);
    }
}
