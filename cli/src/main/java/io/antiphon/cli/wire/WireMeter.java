package io.antiphon.cli.wire;

import io.antiphon.audio.Pcm;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Measures turns from packets alone. The rules, which the report repeats:
 *
 * <ul>
 * <li>sound is judged in windows of 10 ms; a voiced window has a voiced neighbour;
 * <li>the agent is voiced above -45 dBFS: silence and comfort noise do not count;
 * <li>the caller is voiced above -40 dB relative to the loudest window of that line;
 * <li>a caller's sample was spoken up to 20 ms before its packet was sent;
 * <li>an agent's sample was heard when its packet arrived, or at its place in the stream if that is later;
 * <li>the agent has stopped when 300 ms without voice follow.
 * </ul>
 */
public final class WireMeter {

    private static final double AGENT_DB = -45;
    private static final double CALLER_BELOW_PEAK_DB = 40;
    private static final int STOPPED_WINDOWS = 30;
    private static final int WINDOW_MS = 10;
    private static final int NEVER_LOUDER_DB = -100;

    private final WireRecord record;
    private final Voiced agent;

    public WireMeter(WireRecord record) {
        this.record = record;
        agent = Voiced.above(AGENT_DB, record.agent().samples());
    }

    /**
     * Where the caller's voice lies within a stretch of the axis; empty if there is none, as with a key
     * that was pressed.
     */
    public Span callerVoice(double fromMs, double toMs) {
        int from = window(fromMs);
        int to = window(toMs) + 1;
        short[] samples = record.caller().samples();
        double peak = NEVER_LOUDER_DB;
        for (int i = Math.max(0, from); i < Math.min(to, samples.length / Voiced.WINDOW); i++) {
            peak = Math.max(peak, Pcm.levelDb(samples, i * Voiced.WINDOW, Voiced.WINDOW));
        }
        if (peak <= NEVER_LOUDER_DB + CALLER_BELOW_PEAK_DB) {
            return Span.EMPTY;
        }
        var voiced = Voiced.above(peak - CALLER_BELOW_PEAK_DB, samples);
        return new Span(start(record.caller(), voiced.first(from, to)),
                end(record.caller(), voiced.last(from, to)));
    }

    /** When the agent is first heard in a stretch of the axis. */
    public OptionalDouble agentFrom(double fromMs, double toMs) {
        return start(record.agent(), agent.first(windowFrom(fromMs), window(toMs)));
    }

    /** When the agent is last heard in a stretch of the axis. */
    public OptionalDouble agentTo(double fromMs, double toMs) {
        return end(record.agent(), agent.last(windowFrom(fromMs), window(toMs)));
    }

    /** Whether the agent was speaking when, or within 300 ms before, the caller began. */
    public boolean agentSpeaksAt(double ms) {
        int at = window(ms);
        return agent.last(at - STOPPED_WINDOWS, at + 1).isPresent();
    }

    /** The last sound of an agent that was speaking at that time. */
    public OptionalDouble agentStopsAfter(double ms) {
        var last = agent.lastBeforeSilence(window(ms), STOPPED_WINDOWS);
        return last.isEmpty() ? OptionalDouble.of(ms) : end(record.agent(), last);
    }

    private static OptionalDouble start(WireTrack track, OptionalInt window) {
        return window.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(track.heardAtMs(window.getAsInt() * Voiced.WINDOW));
    }

    private static OptionalDouble end(WireTrack track, OptionalInt window) {
        if (window.isEmpty()) {
            return OptionalDouble.empty();
        }
        int last = (window.getAsInt() + 1) * Voiced.WINDOW - 1;
        return OptionalDouble.of(track.heardAtMs(last) + 1_000.0 / WireTrack.RATE);
    }

    private static int window(double ms) {
        return (int) Math.floor(ms / WINDOW_MS);
    }

    private static int windowFrom(double ms) {
        return (int) Math.ceil(ms / WINDOW_MS);
    }

    /** A stretch of the axis, from the first voiced sample to behind the last. */
    public record Span(OptionalDouble fromMs, OptionalDouble toMs) {

        static final Span EMPTY = new Span(OptionalDouble.empty(), OptionalDouble.empty());
    }
}
