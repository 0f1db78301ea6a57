package io.antiphon.cli.demo;

import io.antiphon.cli.demo.Line.Kind;
import io.antiphon.cli.report.Turn;
import io.antiphon.cli.report.Turn.Times;
import io.antiphon.cli.wire.WireMeter;
import io.antiphon.cli.wire.WireRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what became of each line. Times come from the caller's packets alone; what was recognised, and whether
 * it was understood, from the server's events.
 */
final class Judge {

    /** A packet's worth on either side of what the diary says, so that no sample is missed. */
    private static final double AROUND_MS = 25;

    private static final double GOES_ON_WITHIN_MS = 2_000;

    /** Whoever speaks later does not answer, but asks whether anyone is there. */
    private static final double ANSWERS_WITHIN_MS = 4_000;

    private final WireRecord record;
    private final WireMeter meter;
    private final List<EventLine> caller;
    private final List<EventLine> server;

    Judge(WireRecord record, List<EventLine> caller, List<EventLine> server) {
        this.record = record;
        meter = new WireMeter(record);
        this.caller = List.copyOf(caller);
        this.server = List.copyOf(server);
    }

    List<Turn> turns(DemoScript script) {
        var turns = new ArrayList<Turn>();
        for (var line : script.lines()) {
            turns.add(
                    place(line).map(place -> judged(line, place)).orElseGet(() -> neverSaid(line)));
        }
        return turns;
    }

    private static Turn neverSaid(Line line) {
        return new Turn(line.number(), line.kind().word(), line.text(), "", "", Times.NONE,
                "the call ended before it was said");
    }

    private Turn judged(Line line, Place place) {
        var times = times(line, place);
        // Speech that began before the caller stopped it is no reply to the caller.
        double repliesFromMs = times.stopMs().isPresent()
                ? place.fromMs + times.stopMs().getAsDouble()
                : place.fromMs;
        var turn = new Turn(line.number(), line.kind().word(), line.text(),
                heard(line, place), said(repliesFromMs, place.untilMs), times, "");
        return new Turn(turn.number(), turn.kind(), turn.said(), turn.recognised(), turn.reply(),
                times,
                new Verdict(line, place, turn).lost());
    }

    private Optional<Place> place(Line line) {
        var begin = noted("line.begin", line.number());
        if (begin.isEmpty()) {
            return Optional.empty();
        }
        double beginMs = record.ms(begin.get().atNs());
        double endMs = noted("line.end", line.number()).map(event -> record.ms(event.atNs()))
                .orElse(record.durationMs());
        double untilMs = noted("line.begin", line.number() + 1)
                .map(event -> record.ms(event.atNs()))
                .orElse(record.durationMs());
        var voice = meter.callerVoice(beginMs - AROUND_MS, endMs + AROUND_MS);
        boolean met = begin.get().text("cue").equals("met");
        return Optional.of(new Place(voice.fromMs().orElse(beginMs), voice.toMs().orElse(endMs),
                untilMs, met));
    }

    private Optional<EventLine> noted(String type, int line) {
        return caller.stream()
                .filter(event -> event.type().equals(type))
                .filter(event -> event.text("line").equals(Integer.toString(line)))
                .findFirst();
    }

    private Times times(Line line, Place place) {
        var from = OptionalDouble.of(place.fromMs);
        var to = OptionalDouble.of(place.toMs);
        if (line.kind() == Kind.BACKCHANNEL) {
            return new Times(from, to, OptionalDouble.empty(), OptionalDouble.empty(),
                    OptionalDouble.empty());
        }
        boolean over = meter.agentSpeaksAt(place.fromMs);
        var stoppedAt = over ? meter.agentStopsAfter(place.fromMs) : OptionalDouble.empty();
        double searchFromMs = Math.max(place.toMs, stoppedAt.orElse(0));
        var reply = over || line.kind() == Kind.DIGIT
                ? meter.agentFrom(searchFromMs, place.untilMs)
                : meter.agentFrom(place.fromMs, place.untilMs);
        var gap = reply.isPresent()
                ? OptionalDouble.of(reply.getAsDouble() - place.toMs)
                : OptionalDouble.empty();
        var stop = line.kind() == Kind.BARGE_IN && stoppedAt.isPresent()
                ? OptionalDouble.of(stoppedAt.getAsDouble() - place.fromMs)
                : OptionalDouble.empty();
        return new Times(from, to, reply, gap, stop);
    }

    private String heard(Line line, Place place) {
        if (line.kind() == Kind.DIGIT) {
            return texts("dtmf", "digit", place.fromMs - AROUND_MS, place.untilMs);
        }
        return texts("heard.final", "text", place.fromMs - AROUND_MS, place.untilMs);
    }

    private String said(double fromMs, double untilMs) {
        var spoken = happened("speech.begin", fromMs, untilMs).map(this::heardOf)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return spoken.isEmpty() ? texts("reply", "text", fromMs, untilMs) : spoken;
    }

    /** The words of an utterance that were sent; all of them where its end is not known. */
    private String heardOf(EventLine begin) {
        return server.stream()
                .filter(event -> event.type().equals("speech.end"))
                .filter(event -> event.text("utterance").equals(begin.text("utterance")))
                .findFirst()
                .map(end -> end.text("heard"))
                .orElse(begin.text("text"))
                .strip();
    }

    private String texts(String type, String field, double fromMs, double untilMs) {
        return happened(type, fromMs, untilMs).map(event -> event.text(field).strip())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private Stream<EventLine> happened(String type, double fromMs, double untilMs) {
        return server.stream()
                .filter(event -> event.type().equals(type))
                .filter(event -> record.ms(event.atNs()) >= fromMs
                        && record.ms(event.atNs()) < untilMs);
    }

    /** Where a line lies, until the next begins; and whether its cue was met. */
    private record Place(double fromMs, double toMs, double untilMs, boolean cueMet) {}

    /** Whether a turn was lost, and why. */
    private final class Verdict {

        private final Line line;
        private final Place place;
        private final Turn turn;

        Verdict(Line line, Place place, Turn turn) {
            this.line = line;
            this.place = place;
            this.turn = turn;
        }

        String lost() {
            return switch (line.kind()) {
                case BACKCHANNEL -> backchannel();
                case BARGE_IN -> bargeIn();
                case DIGIT -> digit();
                case PAUSED, SPEECH, GOODBYE -> speech();
            };
        }

        private String backchannel() {
            if (!place.cueMet) {
                return "the agent was silent, so there was nothing to listen to";
            }
            double until = Math.min(place.untilMs, place.toMs + GOES_ON_WITHIN_MS);
            boolean cut = happened("speech.end", place.fromMs, until)
                    .anyMatch(event -> event.text("how").equals("CUT"));
            if (cut) {
                return "the agent gave up its sentence";
            }
            return meter.agentFrom(place.toMs, place.toMs + GOES_ON_WITHIN_MS).isEmpty()
                    ? "the agent did not go on"
                    : "";
        }

        private String bargeIn() {
            if (!place.cueMet) {
                return "the agent was silent, so there was nothing to interrupt";
            }
            return turn.times().stopMs().isEmpty()
                    ? "the agent was not speaking when the caller began"
                    : answered();
        }

        private String digit() {
            if (!turn.recognised().contains(line.text())) {
                return turn.recognised().isEmpty()
                        ? "the key was not heard"
                        : "heard as the key " + turn.recognised();
            }
            return replied();
        }

        private String speech() {
            var gap = turn.times().wireGapMs();
            if (gap.isPresent() && gap.getAsDouble() < 0) {
                return "the agent spoke before the caller had finished";
            }
            return answered();
        }

        private String answered() {
            if (turn.recognised().isEmpty()) {
                return "nothing was recognised";
            }
            if (happened("not.understood", place.fromMs, place.untilMs).findAny().isPresent()) {
                return "not understood";
            }
            return replied();
        }

        private String replied() {
            double gapMs = turn.times().wireGapMs().orElse(Double.MAX_VALUE);
            return gapMs > ANSWERS_WITHIN_MS
                    ? "no reply within " + (int) ANSWERS_WITHIN_MS / 1_000 + " s"
                    : "";
        }
    }
}
