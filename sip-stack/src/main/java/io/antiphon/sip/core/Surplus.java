package io.antiphon.sip.core;

import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.message.SIPResponse;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.Transport;
import io.antiphon.sip.wire.Destination;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.address.Address;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Phones that took a forked call after another one had: each is acknowledged and sent away, without a dialog (RFC
 * 3261, section 13.2.2.4). Sip thread.
 */
final class Surplus {

    private final Core core;
    private final Transport transport;
    private final Set<String> sentAway = new HashSet<>();

    Surplus(Core core, Transport transport) {
        this.core = core;
        this.transport = transport;
    }

    void sendAway(SIPResponse ok) throws Exception {
        long cseq = ok.getCSeq().getSeqNumber();
        core.provider().sendRequest(request(Request.ACK, ok, cseq));
        if (!sentAway.add(ok.getToTag())) {
            return;
        }
        var goodbye = new Population.Goodbye();
        core.population.enter(goodbye);
        try {
            core.send(request(Request.BYE, ok, cseq + 1), new Replies() {
                @Override
                public void response(Response response, Optional<Dialog> dialog) {
                    core.population.left(goodbye);
                }

                @Override
                public void unanswered() {
                    core.population.left(goodbye);
                }
            });
        } catch (Exception notSent) {
            core.population.left(goodbye);
            throw notSent;
        }
    }

    private Request request(String method, SIPResponse ok, long cseq) throws Exception {
        var routes = routes(ok);
        var target = ok.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                && contact.getAddress().getURI() instanceof SipURI uri
                        ? uri
                        : (SipURI) ok.getTo().getAddress().getURI();
        var next = routes.stream()
                .findFirst()
                .map(route -> (SipURI) route.getURI())
                .orElse(target);
        return core.messages.within(new Messages.Within(method, target, routes, ok, cseq),
                hop(next, ok));
    }

    private Hop hop(SipURI next, SIPResponse ok) {
        return IpLiteral.parse(next.getHost())
                .map(address -> Messages.destination(next, transport, address))
                .orElseGet(() -> new Destination(
                        new InetSocketAddress(ok.getPeerPacketSourceAddress(),
                                ok.getPeerPacketSourcePort()),
                        transport, next.isSecure()));
    }

    /** The way back through the proxies, the last of them first. */
    private static List<Address> routes(SIPResponse ok) {
        var routes = new ArrayList<Address>();
        RecordRouteList recorded = ok.getRecordRouteHeaders();
        if (recorded != null) {
            for (RecordRouteHeader each : recorded) {
                routes.add(each.getAddress());
            }
        }
        Collections.reverse(routes);
        return routes;
    }
}
