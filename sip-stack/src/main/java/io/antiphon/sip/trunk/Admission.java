package io.antiphon.sip.trunk;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may talk to this server.
 *
 * @param trunks whoever may; where there is none, everybody
 * @param strangers what all others get
 * @param ratePerSecond how many messages one source may send in a second before it is passed over
 */
public record Admission(List<Trunk> trunks, Strangers strangers, int ratePerSecond) {

    /** Everybody, as often as they like. */
    public static final Admission OPEN = new Admission(List.of(), Strangers.SILENT,
            Integer.MAX_VALUE);

    /** Everybody, as often as no telephone and no small PBX calls. */
    public static final Admission USUAL = new Admission(List.of(), Strangers.SILENT, 200);

    public Admission {
        trunks = List.copyOf(trunks);
        if (ratePerSecond < 1) {
            throw new IllegalArgumentException(
                    "sip.rate-limit is 1 or more messages a second; found " + ratePerSecond);
        }
        Set<String> names = new HashSet<>();
        Set<String> users = new HashSet<>();
        for (var trunk : trunks) {
            if (!names.add(trunk.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("two trunks are called " + trunk.name());
            }
            trunk.credentials().ifPresent(known -> {
                if (!users.add(known.user())) {
                    throw new IllegalArgumentException(
                            "two trunks have the user " + known.user());
                }
            });
        }
    }

    /** The trunk of that name. */
    public Optional<Trunk> trunk(String name) {
        return trunks.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
    }

    /** Whether everybody may talk to this server. */
    public boolean isOpen() {
        return trunks.isEmpty();
    }
}
