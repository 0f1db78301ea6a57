package io.antiphon.sip.trunk;

import java.util.List;

/**
 * How a trunk stands.
 *
 * @param places where it has registered that it can be reached, the preferred first
 */
public record TrunkStatus(String name, List<Binding> places) {

    public TrunkStatus {
        places = List.copyOf(places);
    }

    public boolean isRegistered() {
        return !places.isEmpty();
    }
}
