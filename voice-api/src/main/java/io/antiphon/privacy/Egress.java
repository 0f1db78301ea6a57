package io.antiphon.privacy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may be connected to beside telephones: model servers, tools, webhooks. Where egress is denied, only this
 * machine and the hosts that the operator names. Asked before every connection; immutable, any thread.
 *
 * @param denied whether nothing may leave the machine
 * @param exceptions hosts that may be connected to all the same, by name or address as configuration writes them
 */
public record Egress(boolean denied, Set<String> exceptions) {

    /** Everything may be connected to. */
    public static final Egress OPEN = new Egress(false, Set.of());

    public Egress {
        exceptions = exceptions.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Nothing but this machine and these hosts. */
    public static Egress denied(Set<String> exceptions) {
        return new Egress(true, exceptions);
    }

    /**
     * Why an address may not be connected to; nothing if it may. A name is looked up where egress is denied, which
     * may wait for the network: not for event loops. A name counts as this machine only if all its addresses do.
     */
    public Optional<String> refusal(URI address) {
        String host = Optional.ofNullable(address.getHost()).orElse("");
        if (host.isEmpty()) {
            return Optional.of("an address without a host");
        }
        String bare = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        if (!denied || exceptions.contains(bare)) {
            return Optional.empty();
        }
        return isThisMachine(bare)
                ? Optional.empty()
                : Optional.of("egress is denied, and " + bare
                        + " is neither this machine nor among privacy.egress-except");
    }

    private static boolean isThisMachine(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            // Nobody knows it, so it is not this machine.
            return false;
        }
    }
}
