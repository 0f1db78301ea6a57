package io.antiphon.sip.trunk;

import io.antiphon.sip.ping.Reachability;
import java.util.List;

/**
 * How a trunk stands.
 *
 * @param places where it has registered that it can be reached, the preferred first
 * @param reachability whether somebody answers at its address
 */
public record TrunkStatus(String name, List<Binding> places, Reachability reachability) {

    public TrunkStatus {
        places = List.copyOf(places);
    }

    /** Of one that was not asked whether it is there. */
    public TrunkStatus(String name, List<Binding> places) {
        this(name, places, Reachability.UNKNOWN);
    }

    /** The same with what is known of its address. */
    public TrunkStatus seen(Reachability other) {
        return new TrunkStatus(name, places, other);
    }

    public boolean isRegistered() {
        return !places.isEmpty();
    }
}
