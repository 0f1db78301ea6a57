package io.antiphon.sip.core;

import io.antiphon.sip.account.Account;
import io.antiphon.sip.account.Credentials;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.message.Request;

/**
 * The way that requests of an account have to take: by its outbound proxy, then as its registrar said
 * (Service-Route, RFC 3608). A call is of the account whose credentials it has. Sip thread.
 */
final class Routes {

    private final Messages messages;
    private final Map<Credentials, List<SipURI>> known = new HashMap<>();

    Routes(Messages messages) {
        this.messages = messages;
    }

    /** The account is registered, and its registrar said this; nothing takes back what it said before. */
    void learn(Account account, List<SipURI> serviceRoute) throws ParseException {
        var route = new ArrayList<SipURI>();
        var proxy = proxy(account);
        // A proxy that names itself in the service route is passed once.
        proxy.filter(uri -> serviceRoute.isEmpty() || !isSame(uri, serviceRoute.getFirst()))
                .ifPresent(route::add);
        route.addAll(serviceRoute);
        known.put(account.credentials(), List.copyOf(route));
    }

    /** The account is no longer registered. */
    void forget(Account account) {
        known.remove(account.credentials());
    }

    /** Where requests to the registrar itself go first. */
    Optional<SipURI> proxy(Account account) throws ParseException {
        return account.outboundProxy().isEmpty()
                ? Optional.empty()
                : Optional.of(messages.sipUri(account.outboundProxy().get()));
    }

    /** What a request outside any dialog has to go by, in this order; usually nothing. */
    List<SipURI> of(Optional<Credentials> credentials) {
        return credentials.flatMap(each -> Optional.ofNullable(known.get(each))).orElse(List.of());
    }

    private static boolean isSame(SipURI one, SipURI other) {
        return one.getHost().equalsIgnoreCase(other.getHost()) && one.getPort() == other.getPort();
    }

    /** Writes it on the request (RFC 3261, section 8.1.1.1). */
    void write(List<SipURI> route, Request request) throws ParseException {
        if (!route.isEmpty()) {
            var written = new ArrayList<String>();
            for (var uri : route) {
                uri.setLrParam();
                written.add("<" + uri + ">");
            }
            messages.header(request, "Route", String.join(", ", written));
        }
    }
}
