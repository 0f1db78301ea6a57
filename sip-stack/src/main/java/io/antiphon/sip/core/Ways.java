package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;

import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.Transport;
import io.antiphon.sip.dns.Locator;
import io.antiphon.sip.wire.Destination;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.sip.address.SipURI;
import javax.sip.message.Request;

/**
 * The destinations of one request, tried one after another until one says something other than 503 (RFC 3263,
 * section 4.3). Sip thread.
 */
final class Ways {

    /**
     * How long a destination may be silent while there is another. Timer B and F would take 32 s, the limit
     * of what a caller or a registration should lose to a server that is down.
     */
    static final long PATIENCE_NS = SECONDS.toNanos(8);

    /** RFC 3261, section 18.1.1: what is sure to go through in one piece where the path is not known. */
    private static final int LARGEST_DATAGRAM = 1_300;

    private final Deque<Destination> left;
    private Destination current;
    /** Whether the detour by TCP has been taken; what failed once is not tried for every request. */
    private boolean hasTried;

    private Ways(List<Destination> destinations) {
        left = new ArrayDeque<>(destinations);
        current = left.removeFirst();
    }

    /** Finds them for a URI; both outcomes may come at once or later. */
    static void to(Core core, SipURI uri, Optional<Transport> wished, Consumer<Ways> found,
            Consumer<String> failed) {
        var transport = wished
                .or(() -> Optional.ofNullable(uri.getTransportParam()).map(Transport::of))
                // In a sips: URI the parameter names what TLS runs over (RFC 3261, section 26.2.2).
                .map(named -> uri.isSecure() ? Transport.TLS : named);
        var port = uri.getPort() > 0 ? OptionalInt.of(uri.getPort()) : OptionalInt.empty();
        core.locator.locate(new Locator.Goal(uri.getHost(), port, transport, uri.isSecure()),
                places -> core.wire.guarded(() -> {
                    if (places.stream().noneMatch(place -> core.supports(place.transport()))) {
                        failed.accept("no SIP over " + places.getFirst().transport().word());
                        return;
                    }
                    found.accept(new Ways(core.shunned.avoid(places.stream()
                            .filter(place -> core.supports(place.transport()))
                            .map(place -> new Destination(place.address(), place.transport(),
                                    uri.isSecure()))
                            .toList())));
                }), why -> core.wire.guarded(() -> failed.accept(why)));
    }

    /** The only one. */
    static Ways only(Destination destination) {
        return new Ways(List.of(destination));
    }

    Destination current() {
        return current;
    }

    boolean hasAnother() {
        return !left.isEmpty();
    }

    /** Goes on to the next, if there is one. */
    boolean advance() {
        if (left.isEmpty()) {
            return false;
        }
        current = left.removeFirst();
        return true;
    }

    /** Puts the one that was good before first, if it is still among them. */
    void prefer(Destination before) {
        if (left.remove(before)) {
            left.addFirst(current);
            current = before;
        }
    }

    /**
     * Whether a request as written has to go by TCP instead, where the configuration wants that. The datagram
     * is tried next, for there may be no TCP.
     */
    boolean detour(Core core, Request request) {
        boolean isTooLarge = !hasTried && current.transport() == Transport.UDP
                && core.config.carriage().largeRequests() == Transport.TCP
                && core.supports(Transport.TCP)
                && ((SIPRequest) request).encodeAsBytes("udp").length > LARGEST_DATAGRAM;
        if (isTooLarge) {
            hasTried = true;
            left.addFirst(current);
            current = new Destination(current.address(), Transport.TCP, false);
            return true;
        }
        return false;
    }
}
