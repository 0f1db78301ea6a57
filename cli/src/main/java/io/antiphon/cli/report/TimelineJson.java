package io.antiphon.cli.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes a timeline as {@code call.json}, in the form that docs/call-json.md describes. */
public final class TimelineJson {

    private static final int VERSION = 1;

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public void write(CallTimeline timeline, Path file) throws IOException {
        Files.writeString(file, text(timeline));
    }

    public String text(CallTimeline timeline) {
        try {
            return json.writeValueAsString(tree(timeline)) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode tree(CallTimeline timeline) {
        var root = json.createObjectNode().put("version", VERSION);
        var call = root.putObject("call");
        timeline.facts().forEach(call::put);
        call.put("durationMs", rounded(timeline.durationMs()));
        root.set("measures", measures(timeline));
        root.set("tracks", tracks());
        var turns = root.putArray("turns");
        timeline.turns().forEach(turn -> addTurn(turns.addObject(), turn));
        var events = root.putArray("events");
        timeline.events().forEach(event -> addEvent(events.addObject(), event));
        return root;
    }

    private ObjectNode measures(CallTimeline timeline) {
        var node = json.createObjectNode();
        node.put("turns", timeline.turns().size()).put("turnsLost", timeline.turnsLost());
        spread(node.putObject("wireGapMs"), timeline.turns()
                .stream()
                .filter(Turn::isSpoken)
                .map(turn -> turn.times().wireGapMs())
                .toList());
        spread(node.putObject("bargeInStopMs"), timeline.turns()
                .stream()
                .map(turn -> turn.times().stopMs())
                .toList());
        return node;
    }

    private static void spread(ObjectNode node, Iterable<OptionalDouble> measured) {
        var values = new ArrayList<Double>();
        measured.forEach(value -> value.ifPresent(values::add));
        node.put("count", values.size());
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length > 0) {
            node.put("least", rounded(sorted[0]));
            node.put("median", rounded(sorted[(sorted.length - 1) / 2]));
            node.put("most", rounded(sorted[sorted.length - 1]));
            node.put("mean", rounded(Arrays.stream(sorted).average().orElseThrow()));
        }
    }

    private ArrayNode tracks() {
        var tracks = json.createArrayNode();
        tracks.addObject().put("name", "caller").put("file", "call.wav").put("channel", 0);
        tracks.addObject().put("name", "agent").put("file", "call.wav").put("channel", 1);
        return tracks;
    }

    private static void addTurn(ObjectNode node, Turn turn) {
        node.put("number", turn.number()).put("kind", turn.kind()).put("said", turn.said());
        node.put("recognised", turn.recognised()).put("reply", turn.reply());
        var times = turn.times();
        put(node, "saidFromMs", times.fromMs());
        put(node, "saidToMs", times.toMs());
        put(node, "replyFromMs", times.replyFromMs());
        put(node, "wireGapMs", times.wireGapMs());
        put(node, "bargeInStopMs", times.stopMs());
        node.put("lost", turn.isLost());
        if (turn.isLost()) {
            node.put("why", turn.lost());
        }
    }

    private void addEvent(ObjectNode node, CallTimeline.Event event) {
        node.put("atMs", rounded(event.atMs())).put("source", event.source());
        node.put("type", event.type());
        event.fields()
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> node.set(field.getKey(), json.valueToTree(field.getValue())));
    }

    private static void put(ObjectNode node, String name, OptionalDouble ms) {
        ms.ifPresent(value -> node.put(name, rounded(value)));
    }

    private static double rounded(double ms) {
        return Math.round(ms * 10) / 10.0;
    }
}
