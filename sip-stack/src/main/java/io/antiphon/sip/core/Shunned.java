package io.antiphon.sip.core;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.antiphon.sip.wire.Destination;
import io.antiphon.time.Timers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sip.message.Response;

/**
 * Servers that have said 503 with Retry-After: until then no other request goes there, as long as there is
 * another server (RFC 3261, section 21.5.4; RFC 3263, section 4.3). Sip thread.
 */
final class Shunned {

    private static final int MOST = 1_000;
    /** Whatever a server says, it is asked again after an hour. */
    private static final int LONGEST_S = 3_600;

    private final Timers timers;
    private final Map<Destination, Long> untilNs = new LinkedHashMap<>();

    Shunned(Timers timers) {
        this.timers = timers;
    }

    /** Takes note of a response, if it is of that kind. */
    void heed(Response response, Destination from) {
        var seconds = Messages.retryAfter(response);
        if (response.getStatusCode() != 503 || seconds.isEmpty()) {
            return;
        }
        long nowNs = timers.nanoTime();
        untilNs.values().removeIf(until -> until - nowNs <= 0);
        untilNs.put(from, nowNs + SECONDS.toNanos(Math.min(LONGEST_S, seconds.getAsInt())));
        if (untilNs.size() > MOST) {
            var oldest = untilNs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Those that may be asked now; all of them, where that would be none. */
    List<Destination> avoid(List<Destination> all) {
        long nowNs = timers.nanoTime();
        var open = all.stream()
                .filter(each -> untilNs.getOrDefault(each, nowNs) - nowNs <= 0)
                .toList();
        return open.isEmpty() ? all : open;
    }
}
