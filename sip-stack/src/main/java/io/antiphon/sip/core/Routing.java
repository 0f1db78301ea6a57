package io.antiphon.sip.core;

import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.message.Request;

/** Which way the Route headers of a request lead (RFC 3261, sections 12.2.1.1 and 16.12). */
final class Routing {

    private Routing() {}

    /** The first proxy on the way, if there is one. */
    static Optional<SipURI> firstProxy(Request request) {
        RouteList routes = ((SIPRequest) request).getRouteHeaders();
        return routes != null && !routes.isEmpty()
                && routes.getFirst() instanceof Route route
                && route.getAddress().getURI() instanceof SipURI first
                        ? Optional.of(first)
                        : Optional.empty();
    }

    /**
     * A first proxy without loose routing (RFC 2543) wants its own URI in the request line, and the target behind
     * all routes.
     */
    static void adapt(Request request, Messages messages) throws Exception {
        var proxy = firstProxy(request);
        if (proxy.isEmpty() || proxy.get().hasLrParam()) {
            return;
        }
        var target = messages.address(request.getRequestURI());
        RouteList routes = ((SIPRequest) request).getRouteHeaders();
        var rest = new RouteList();
        routes.stream().skip(1).forEach(rest::add);
        rest.add(route(target));
        var line = (SipURI) proxy.get().clone();
        line.removeParameter("method");
        request.setRequestURI(line);
        request.removeHeader(Route.NAME);
        request.setHeader(rest);
    }

    private static Route route(Address address) {
        var route = new Route();
        route.setAddress(address);
        return route;
    }
}
