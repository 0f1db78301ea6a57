package io.antiphon.sip.core;

import gov.nist.javax.sip.address.SipUri;
import io.antiphon.sip.CallTarget;
import io.antiphon.sip.Transport;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.trunk.Binding;
import io.antiphon.sip.trunk.Trunk;
import io.antiphon.sip.wire.Destination;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.address.SipURI;
import org.jspecify.annotations.Nullable;

/**
 * What a call's target becomes in the INVITE. {@code sip:200@pbx} with the name of a trunk in the place of the host
 * goes to where that trunk has registered, else to its address; any other URI stays as it is.
 *
 * <p>A Contact is used as the trunk wrote it (RFC 3261, section 10.3), for a PBX knows its own line by what stands
 * in it. Only its user gives way to the one that is dialled; the trunk's own user asks for the Contact itself.
 *
 * @param uri the request URI
 * @param to the To header's
 * @param routes through whom, first hop first: the account's way, or the Path of the trunk (RFC 3327, section 5.3)
 * @param next the URI that the way is looked up for
 * @param place where it goes without looking up
 * @param credentials what a challenge is answered with: the target's own, else the trunk's
 * @param absence why it cannot be called
 */
record Callee(SipURI uri, String to, List<SipURI> routes, SipURI next,
        Optional<Destination> place, Optional<Credentials> credentials,
        Optional<String> absence) {

    /** One; or several, the preferred first, where a trunk has registered more than one place. */
    static List<Callee> all(Core core, CallTarget target) throws ParseException {
        var uri = core.messages.sipUri(target.uri());
        var trunk = core.config.admission().trunk(uri.getHost());
        if (trunk.isEmpty()) {
            var routes = core.routes.of(target.credentials());
            return List.of(new Callee(uri, target.uri(), routes,
                    routes.isEmpty() ? uri : routes.getFirst(),
                    Optional.empty(), target.credentials(), Optional.empty()));
        }
        var credentials = target.credentials().or(trunk.get()::credentials);
        var places = core.registrar.places(trunk.get().name());
        if (places.isEmpty()) {
            return List.of(atAddress(core, trunk.get(), uri, credentials));
        }
        var all = new ArrayList<Callee>();
        for (var place : places) {
            all.add(at(core, place, trunk.get(), uri.getUser()).signing(credentials));
        }
        return all;
    }

    private Callee signing(Optional<Credentials> other) {
        return new Callee(uri, to, routes, next, place, other, absence);
    }

    private static Callee atAddress(Core core, Trunk trunk, SipURI target,
            Optional<Credentials> credentials) throws ParseException {
        if (trunk.address().isEmpty()) {
            return new Callee(target, target.toString(), List.of(), target, Optional.empty(),
                    credentials, Optional.of("trunk " + trunk.name()
                            + " is not registered and has no address"));
        }
        var uri = core.messages.sipUri(trunk.address().get());
        uri.setUser(target.getUser());
        return new Callee(uri, uri.toString(), List.of(), uri, Optional.empty(),
                credentials, Optional.empty());
    }

    private static Callee at(Core core, Binding place, Trunk trunk,
            @Nullable String user)
            throws ParseException {
        var uri = core.messages.sipUri(place.contact());
        if (uri instanceof SipUri plain) {
            // They would be headers of ours.
            plain.clearQheaders();
        }
        boolean isItself = user == null || trunk.credentials()
                .map(Credentials::user)
                .filter(user::equals)
                .isPresent();
        if (!isItself) {
            uri.setUser(user);
        }
        String to = "sip:" + (user == null ? trunk.name() : user) + "@" + uri.getHost();
        var path = new ArrayList<SipURI>();
        for (String hop : place.path()) {
            path.add(core.messages.sipUri(hop.replaceAll("^[^<]*<|>.*$", "")));
        }
        return path.isEmpty()
                ? new Callee(uri, to, path, uri, direct(core, place.arrival(), uri.isSecure()),
                        Optional.empty(), Optional.empty())
                : new Callee(uri, to, path, path.getFirst(), Optional.empty(), Optional.empty(),
                        Optional.empty());
    }

    /** Finds the ways there; both outcomes may come at once or later. */
    void ways(Core core, Optional<Transport> wished, Consumer<Ways> found,
            Consumer<String> failed) {
        if (absence.isPresent()) {
            failed.accept(absence.get());
        } else if (place.isPresent()) {
            found.accept(Ways.only(place.get()));
        } else {
            Ways.to(core, next, wished, found, failed);
        }
    }

    /** A stream that is open, or the hole in a NAT that the REGISTER made. */
    private static Optional<Destination> direct(Core core, Binding.Arrival arrival,
            boolean isSips) {
        var transport = Transport.of(arrival.transport());
        boolean back = transport == Transport.UDP
                ? arrival.isBehindNat()
                : core.wire.isConnected(transport, arrival.source());
        // RFC 3261, section 26.2.2: sips: is TLS all the way, whatever the REGISTER came by.
        return back && (!isSips || transport == Transport.TLS)
                ? Optional.of(new Destination(arrival.source(), transport, isSips))
                : Optional.empty();
    }
}
