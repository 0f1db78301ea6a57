package io.antiphon.sip.core;

import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.IpLiteral;
import java.util.List;
import java.util.ListIterator;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests where whoever made them has decided, which is written on the request itself; never asks a
 * name server.
 */
public final class FixedRouter implements Router {

    /** jain-sip's signature for routers. */
    public FixedRouter(SipStack stack, @Nullable String outboundProxy) {}

    static void route(Request request, Hop hop) {
        ((SIPRequest) request).setApplicationData(hop);
    }

    @Override
    public @Nullable Hop getNextHop(Request request) {
        if (((SIPRequest) request).getApplicationData() instanceof Hop hop) {
            return hop;
        }
        // An ACK that the library repeats is a copy without our mark; where it goes was an address already.
        var next = Routing.firstProxy(request)
                .orElse(request.getRequestURI() instanceof SipURI target ? target : null);
        if (next != null && IpLiteral.parse(next.getHost()).isPresent()) {
            return Messages.destination(next, Messages.transport(next),
                    IpLiteral.parse(next.getHost()).orElseThrow());
        }
        return null;
    }

    @Override
    public @Nullable Hop getOutboundProxy() {
        return null;
    }

    @Override
    @SuppressWarnings("deprecation") // jain-sip still has it
    public ListIterator<Hop> getNextHops(Request request) {
        var hop = getNextHop(request);
        return (hop == null ? List.<Hop>of() : List.of(hop)).listIterator();
    }
}
