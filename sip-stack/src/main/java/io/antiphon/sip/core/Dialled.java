package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The calls that we made and that an answer may still come to, by Call-ID: while they ring, and for 32 s
 * after, when another phone of a forked call may answer too late. Sip thread.
 */
final class Dialled {

    private static final long LATE_NS = SECONDS.toNanos(32);

    private final Core core;
    private final Map<String, OutboundCall> calls = new HashMap<>();

    Dialled(Core core) {
        this.core = core;
    }

    void add(OutboundCall call) {
        calls.put(call.id().value(), call);
    }

    /** The call was taken or refused. */
    void decided(OutboundCall call) {
        core.timers.after(LATE_NS, () -> calls.remove(call.id().value()));
    }

    Optional<OutboundCall> find(String callId) {
        return Optional.ofNullable(calls.get(callId));
    }
}
