package io.antiphon.server.trace;

import io.antiphon.call.CallId;
import io.antiphon.time.NanoClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The story of one call, told to the {@link EventLog}, or to nobody. May be told by any thread. */
public final class CallTrace {

    private final Optional<EventLog> log;
    private final CallId call;
    private final NanoClock clock;

    public CallTrace(Optional<EventLog> log, CallId call, NanoClock clock) {
        this.log = log;
        this.call = call;
        this.clock = clock;
    }

    /** Something happened now. */
    public void event(String type, Map<String, Object> fields) {
        event(clock.nanoTime(), type, fields);
    }

    /**
     * Something happened.
     *
     * @param atNs by the server's monotonic clock
     * @param type one of the types of {@code docs/call-json.md}
     */
    public void event(long atNs, String type, Map<String, Object> fields) {
        if (log.isEmpty()) {
            return;
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("atNs", atNs);
        line.put("type", type);
        line.put("call", call.value());
        line.putAll(fields);
        log.get().write(line);
    }
}
