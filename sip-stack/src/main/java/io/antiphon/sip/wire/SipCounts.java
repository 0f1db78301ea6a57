package io.antiphon.sip.wire;

import io.antiphon.sip.SipMeter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The counters of this module: written by the sip thread, read by anyone. The map itself never changes. */
public final class SipCounts {

    private final Map<SipMeter, AtomicLong> values = new EnumMap<>(SipMeter.class);

    public SipCounts() {
        for (var meter : SipMeter.values()) {
            values.put(meter, new AtomicLong());
        }
    }

    /** Any thread; in fact nearly always the sip thread. */
    public void count(SipMeter meter) {
        Objects.requireNonNull(values.get(meter)).incrementAndGet();
    }

    /** Any thread. */
    public Map<SipMeter, Long> snapshot() {
        var snapshot = new EnumMap<SipMeter, Long>(SipMeter.class);
        values.forEach((meter, value) -> snapshot.put(meter, value.get()));
        return snapshot;
    }
}
