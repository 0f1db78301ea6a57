package io.antiphon.sip.core;

import io.antiphon.sip.trunk.Trunk;
import io.antiphon.sip.trunk.TrunkStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pings of all trunks that have an address. Sip thread, but for {@link #status}. */
final class TrunkPings {

    private final Core core;
    private final Map<String, OptionsPing> pings;

    TrunkPings(Core core) {
        this.core = core;
        this.pings = core.config.admission()
                .trunks()
                .stream()
                .filter(trunk -> trunk.address().isPresent())
                .collect(Collectors.toUnmodifiableMap(Trunk::name,
                        trunk -> OptionsPing.of(core, trunk.name(),
                                trunk.address().orElseThrow())));
    }

    void start() {
        pings.values().forEach(OptionsPing::start);
    }

    /** Any thread: how the trunks stand, in the order of the configuration. */
    List<TrunkStatus> status() {
        return core.registrar.status().stream().map(this::seen).toList();
    }

    private TrunkStatus seen(TrunkStatus status) {
        var ping = pings.get(status.name());
        return ping == null ? status : status.seen(ping.reachability());
    }
}
