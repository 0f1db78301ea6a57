package io.antiphon.cli.demo;

import io.antiphon.cli.report.CallTimeline;
import io.antiphon.cli.report.CallTimeline.Event;
import io.antiphon.cli.wire.WireRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings together what the caller and the server each know of a call, on the caller's time axis. */
public final class DemoStory {

    /** Fields of {@code call.begin}, and what the report calls them. */
    private static final List<Map.Entry<String, String>> SERVER_FACTS = List.of(
            Map.entry("agent", "agent"), Map.entry("codec", "codec"),
            Map.entry("recogniser", "recogniser"), Map.entry("voice", "agent's voice"));

    private final WireRecord record;
    private final List<EventLine> caller;
    private final List<EventLine> server;

    /** The caller's diary and the server's events, both by the same monotonic clock. */
    public DemoStory(WireRecord record, List<EventLine> caller, List<EventLine> server) {
        this.record = record;
        this.caller = List.copyOf(caller);
        this.server = List.copyOf(server);
    }

    /** {@code facts} are shown before those that the server tells. */
    public CallTimeline told(DemoScript script, Map<String, String> facts) {
        var all = new LinkedHashMap<>(facts);
        server.stream()
                .filter(event -> event.type().equals("call.begin"))
                .findFirst()
                .ifPresent(begin -> SERVER_FACTS.forEach(fact -> {
                    if (!begin.text(fact.getKey()).isEmpty()) {
                        all.put(fact.getValue(), begin.text(fact.getKey()));
                    }
                }));
        var events = new ArrayList<Event>();
        caller.forEach(event -> events.add(placed("caller", event)));
        server.forEach(event -> events.add(placed("server", event)));
        events.sort(Comparator.comparingDouble(Event::atMs));
        return new CallTimeline(all, record.durationMs(),
                new Judge(record, caller, server).turns(script),
                events);
    }

    private Event placed(String source, EventLine event) {
        return new Event(record.ms(event.atNs()), source, event.type(), event.fields());
    }
}
