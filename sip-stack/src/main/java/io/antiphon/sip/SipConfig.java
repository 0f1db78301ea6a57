package io.antiphon.sip;

import io.antiphon.sip.trunk.Admission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * How this server is reached and how patient it is.
 *
 * @param listen one address for each transport in use
 * @param advertisedAddress what peers are told to send to, where that is not the local address (NAT)
 * @param userAgent the User-Agent and Server header
 * @param ringTimeout how long an outgoing call may ring before it is cancelled
 * @param closeTimeout how long {@link SipEndpoint#close()} waits for goodbyes to be answered
 * @param carriage how messages travel
 * @param admission who may talk to this server
 */
public record SipConfig(List<ListenAddress> listen, Optional<String> advertisedAddress,
        String userAgent, Duration ringTimeout, Duration closeTimeout, Carriage carriage,
        Admission admission) {

    public SipConfig {
        listen = List.copyOf(listen);
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("sip.listen names no address");
        }
        var seen = EnumSet.noneOf(Transport.class);
        for (var address : listen) {
            if (!seen.add(address.transport())) {
                throw new IllegalArgumentException("sip.listen names two addresses for "
                        + address.transport().word() + "; use 0.0.0.0 to listen on all");
            }
        }
        if (advertisedAddress.isPresent() && IpLiteral.parse(advertisedAddress.get()).isEmpty()) {
            throw new IllegalArgumentException(
                    "sip.advertised-address is an IP address, not '" + advertisedAddress.get()
                            + "'");
        }
        if (userAgent.isBlank() || !userAgent.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new IllegalArgumentException("sip.user-agent is plain text of one line");
        }
        if (carriage.tls().isEmpty() && seen.contains(Transport.TLS)) {
            throw new IllegalArgumentException(
                    "sip.listen names an address for tls; sip.tls has to name certificate and key");
        }
        requirePositive("sip.ring-timeout", ringTimeout);
        requirePositive("sip.close-timeout", closeTimeout);
    }

    /** Open to everybody. */
    public SipConfig(List<ListenAddress> listen, Optional<String> advertisedAddress,
            String userAgent, Duration ringTimeout, Duration closeTimeout,
            Carriage carriage) {
        this(listen, advertisedAddress, userAgent, ringTimeout, closeTimeout, carriage,
                Admission.OPEN);
    }

    /** Everything else as it usually is. */
    public static SipConfig listeningOn(ListenAddress... listen) {
        return new SipConfig(List.of(listen), Optional.empty(), "Antiphon", Duration.ofMinutes(3),
                Duration.ofSeconds(3), Carriage.USUAL);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is longer than nothing, not " + duration);
        }
    }
}
