package io.antiphon.media.lane;

import io.antiphon.audio.Pcm;
import io.antiphon.media.floor.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the ring: 20 ms of a caller's sound, or something that must keep its place among them.
 *
 * <p>The lane writes it, hearing adds what it made of it, feeding reads both and clears it; each only
 * while the place is theirs.
 */
final class AudioFrame {

    /** What travels in the ring. */
    enum Kind {
        SOUND,
        AGENT_STARTS,
        AGENT_ENDS,
        DIGIT,
        CUT,
        LEFT
    }

    final short[] pcm = new short[Pcm.FRAME_SAMPLES];

    private Kind kind = Kind.LEFT;
    private @Nullable Seat seat;
    private long value;
    private long atNs;

    private boolean heard;
    private List<Step.Order> orders = List.of();
    private long onset;
    private long voiceEnd;

    /** Lane: {@code value} is the position of a sound, the number of an utterance, or a key. */
    void put(Kind newKind, Seat newSeat, long newValue, long nowNs) {
        kind = newKind;
        seat = newSeat;
        value = newValue;
        atNs = nowNs;
        heard = false;
        orders = List.of();
    }

    /** Hearing: it goes on to feeding. */
    void goesOn() {
        heard = true;
    }

    /** Hearing: what the ears are to be told behind this frame. */
    void mark(List<Step.Order> newOrders, long newOnset, long newVoiceEnd) {
        orders = newOrders;
        onset = newOnset;
        voiceEnd = newVoiceEnd;
    }

    /** Feeding, the last to see it: a place that waits must not keep a departed call's memory alive. */
    void clear() {
        seat = null;
        orders = List.of();
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    Seat seat() {
        return seat;
    }

    long value() {
        return value;
    }

    long atNs() {
        return atNs;
    }

    boolean isHeard() {
        return heard;
    }

    List<Step.Order> orders() {
        return orders;
    }

    long onset() {
        return onset;
    }

    long voiceEnd() {
        return voiceEnd;
    }
}
