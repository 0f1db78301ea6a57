package io.antiphon.sip.trunk;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A place where a trunk can be reached, because it said so (RFC 3261, section 10.3).
 *
 * @param contact the URI, letter for letter
 * @param parameters what else stood in the Contact header, without {@code expires}; begins with {@code ;} or is empty
 * @param q how much it is preferred, 0 to 1
 * @param path through whom it is reached, first hop first (RFC 3327)
 * @param arrival how the request came
 * @param order counts upward with every request, so that the latest of equals can be told
 */
public record Binding(String contact, String parameters, float q, List<String> path,
        Arrival arrival, String callId, long cseq, long untilNs, long order) {

    public Binding {
        path = List.copyOf(path);
    }

    /**
     * How a REGISTER came.
     *
     * @param transport {@code udp}, {@code tcp}, {@code tls}
     * @param isBehindNat whether whoever sent it seems not to know its own address
     */
    public record Arrival(InetSocketAddress source, String transport, boolean isBehindNat) {}

    /** How long it is still good for; a begun second counts. */
    public long secondsLeft(long nowNs) {
        return Math.max(0, Math.ceilDiv(untilNs - nowNs, 1_000_000_000L));
    }
}
