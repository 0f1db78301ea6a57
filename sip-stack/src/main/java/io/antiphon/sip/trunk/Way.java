package io.antiphon.sip.trunk;

import java.net.InetAddress;
import java.util.List;

/**
 * Where calls may go: a trunk, or the PBX of an account.
 *
 * @param name how it is written in the place of a host: {@code sip:200@NAME}
 * @param hosts the names and addresses that it has besides
 * @param networks where its addresses lie
 * @param dial what may be called there by whoever is not the operator; nothing where this is empty
 */
public record Way(String name, List<String> hosts, List<Network> networks,
        List<DialPattern> dial) {

    public Way {
        hosts = List.copyOf(hosts);
        networks = List.copyOf(networks);
        dial = List.copyOf(dial);
    }

    /** Whether a host as it stands in a URI is here; IPv6 without brackets. */
    boolean has(String host) {
        if (name.equalsIgnoreCase(host) || hosts.stream().anyMatch(host::equalsIgnoreCase)) {
            return true;
        }
        try {
            return has(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    boolean has(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    boolean allows(String user) {
        return dial.stream().anyMatch(pattern -> pattern.matches(user));
    }
}
