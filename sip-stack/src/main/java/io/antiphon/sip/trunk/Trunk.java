package io.antiphon.sip.trunk;

import io.antiphon.sip.account.Credentials;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Another system that may talk to this server, and that this server may call: a PBX, a provider. It is known by
 * where its requests come from, by a user and a password, or by both.
 *
 * @param name how it is called in logs, and in the place of a host in {@code sip:200@NAME}
 * @param from where its requests come from; anywhere, if this is empty
 * @param credentials what it signs its requests with (RFC 7616), and as whom it may register
 * @param agent who answers what comes over it and has no route
 * @param address where calls go to it while it is not registered, {@code sip:192.0.2.1:5060}
 * @param dial what may be called over it
 * @param trustIdentity whether what it asserts of its callers counts (RFC 3325); nothing: as it does of everybody's
 */
public record Trunk(String name, List<Network> from, Optional<Credentials> credentials,
        Optional<String> agent, Optional<String> address, List<DialPattern> dial,
        Optional<Boolean> trustIdentity) {

    public Trunk {
        from = List.copyOf(from);
        dial = List.copyOf(dial);
        if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "a trunk's name is a letter, then letters, digits and"
                            + " hyphens, for it stands in the place of a host; found \"" + name
                            + "\"");
        }
        if (from.isEmpty() && credentials.isEmpty()) {
            throw new IllegalArgumentException(
                    "trunk " + name + " is known by nothing: give it from"
                            + " (where it calls from), or user and password, or both");
        }
        if (credentials.filter(known -> known.password().isEmpty()).isPresent()) {
            throw new IllegalArgumentException("trunk " + name + " has an empty password");
        }
        if (credentials.filter(known -> !known.user().matches("[^@<>\"\\\\\\s:;?]+")).isPresent()) {
            throw new IllegalArgumentException("the user of trunk " + name
                    + " is one word without @, colon and the like");
        }
        if (address.filter(uri -> !uri.matches("(?i)sips?:[^@\\s<>?]+")).isPresent()) {
            throw new IllegalArgumentException("the address of trunk " + name
                    + " is written sip:192.0.2.1:5060, without a user");
        }
    }

    /** One that is trusted as everybody is. */
    public Trunk(String name, List<Network> from, Optional<Credentials> credentials,
            Optional<String> agent, Optional<String> address, List<DialPattern> dial) {
        this(name, from, credentials, agent, address, dial, Optional.empty());
    }

    /** As a place to call. */
    public Way way() {
        var hosts = address.map(uri -> uri.replaceAll("(?i)^sips?:|[;?].*$", "")
                .replaceAll(":\\d+$", "")
                .replaceAll("[\\[\\]]", "")).stream().toList();
        return new Way(name, hosts, from, dial);
    }

    boolean isFrom(InetAddress source) {
        return from.isEmpty() || from.stream().anyMatch(network -> network.contains(source));
    }
}
