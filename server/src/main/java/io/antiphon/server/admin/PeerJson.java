package io.antiphon.server.admin;

import io.antiphon.sip.account.Registration;
import io.antiphon.sip.ping.Reachability;
import io.antiphon.sip.trunk.Binding;
import io.antiphon.sip.trunk.TrunkStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes an account and a trunk as {@code docs/api.md} has them. */
final class PeerJson {

    private static final double NS_PER_MS = 1e6;

    private PeerJson() {}

    static Map<String, Object> of(Registration registration) {
        var status = registration.status();
        var json = new LinkedHashMap<String, Object>();
        json.put("user", registration.account().user());
        json.put("registrar", registration.account().registrar());
        json.put("state", word(status.state()));
        status.lastError().ifPresent(error -> json.put("error", error));
        json.put("ping", of(registration.reachability()));
        return json;
    }

    static Map<String, Object> of(TrunkStatus trunk) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", trunk.name());
        json.put("contacts", trunk.places().stream().map(Binding::contact).toList());
        json.put("ping", of(trunk.reachability()));
        return json;
    }

    private static Map<String, Object> of(Reachability reachability) {
        var json = new LinkedHashMap<String, Object>();
        json.put("state", word(reachability.state()));
        reachability.roundTrip()
                .ifPresent(time -> json.put("roundTripMs",
                        Math.round(time.toNanos() / NS_PER_MS * 10) / 10.0));
        reachability.lastError().ifPresent(error -> json.put("error", error));
        return json;
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
