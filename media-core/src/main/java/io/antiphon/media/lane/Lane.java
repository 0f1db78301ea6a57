package io.antiphon.media.lane;

import com.lmax.disruptor.RingBuffer;
import io.antiphon.audio.Pcm;
import io.antiphon.media.Detectors;
import io.antiphon.media.Ears;
import io.antiphon.media.MediaListener;
import io.antiphon.media.MediaSession;
import io.antiphon.media.dtls.Handshaking;
import io.antiphon.media.floor.FloorPolicy;
import io.antiphon.media.floor.FloorRules;
import io.antiphon.media.lane.AudioFrame.Kind;
import io.antiphon.media.net.LaneLoop;
import io.antiphon.media.net.RtpPort;
import io.antiphon.media.playout.Playout;
import io.antiphon.media.rtp.RtpSession;
import io.antiphon.time.NanoClock;
import io.antiphon.time.WallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * An event loop with its callers, and the ring into which it puts what they say.
 *
 * <p>The lane is the ring's only producer. It never waits: a frame for which there is no room is dropped
 * and counted.
 */
final class Lane {

    static final int PLAYOUT_FRAMES = 512;
    static final int RING_FRAMES = 2_048;

    /** Places in the ring that sound may not take, for what must not be lost. */
    private static final int RESERVE = 256;

    /** What all lanes have in common. */
    record House(FloorPolicy policy, FloorRules rules, long mediaTimeoutNs, NanoClock clock,
            WallClock wall, RandomGenerator random, Optional<Handshaking> handshaking) {

        FloorPolicy.Voicing voicing() {
            return policy.voicing();
        }
    }

    private final House house;
    private final LaneLoop loop;
    private final RingBuffer<AudioFrame> ring;
    private final LaneCounters counters;
    private final int seats;
    private final AtomicInteger seatsTaken = new AtomicInteger();
    private final Beats beats;
    private final List<LaneSession> sessions = new ArrayList<>();

    Lane(House house, LaneLoop loop, RingBuffer<AudioFrame> ring, LaneCounters counters,
            int seats) {
        this.house = house;
        this.loop = loop;
        this.ring = ring;
        this.counters = counters;
        this.seats = seats;
        beats = new Beats(loop);
    }

    House house() {
        return house;
    }

    LaneLoop loop() {
        return loop;
    }

    LaneCounters counters() {
        return counters;
    }

    /** Any thread. */
    int seatsTaken() {
        return seatsTaken.get();
    }

    /** Any thread. The detectors are closed with the session, or now if there is none. */
    Optional<MediaSession> open(Wire.Mode mode, Ears ears, MediaListener listener,
            Detectors detectors) {
        boolean isFree = seatsTaken.incrementAndGet() <= seats;
        var port = isFree ? loop.open() : Optional.<RtpPort>empty();
        if (port.isEmpty()) {
            seatsTaken.decrementAndGet();
            detectors.close();
            return Optional.empty();
        }
        var playout = new Playout(PLAYOUT_FRAMES);
        var seat = new Seat(this, new FloorKeeper(house, detectors, playout, listener),
                new RecognizerFeed(ears, counters));
        var wire = new Wire(this, mode, seat, playout, listener,
                sink -> new RtpSession(port.get(), sink, house.random(), house.wall()));
        var session = new LaneSession(this, port.get(), seat, wire, playout, listener);
        loop.execute(() -> sessions.add(session));
        return Optional.of(session);
    }

    void starts(Wire wire) {
        beats.add(wire.beat());
    }

    void leaves(LaneSession session, Wire wire) {
        wire.beat().stop();
        beats.remove(wire.beat());
        sessions.remove(session);
        seatsTaken.decrementAndGet();
    }

    /** Any thread. */
    void breaks(Seat seat, RuntimeException mistake) {
        loop.execute(() -> List.copyOf(sessions).forEach(session -> {
            if (session.seat() == seat) {
                session.breaks(mistake);
            }
        }));
    }

    /** For tests, which turn the beats by hand. */
    List<Wire> wires() {
        return sessions.stream().map(LaneSession::wire).toList();
    }

    void leaveAll() {
        List.copyOf(sessions).forEach(LaneSession::leave);
    }

    /** A sound, unless there is no room for it. */
    void publish(Kind kind, Seat seat, long position, long atNs, short[] pcm) {
        assert loop.inLoop();
        if (!ring.hasAvailableCapacity(RESERVE)) {
            counters.ringFull.increment();
            return;
        }
        long sequence = ring.next();
        var frame = ring.get(sequence);
        frame.put(kind, seat, position, atNs);
        System.arraycopy(pcm, 0, frame.pcm, 0, Pcm.FRAME_SAMPLES);
        ring.publish(sequence);
    }

    /** Something that must not be lost; if it is, the followers have stood still for seconds. */
    void publish(Kind kind, Seat seat, long value, long atNs) {
        assert loop.inLoop();
        if (!ring.hasAvailableCapacity(1)) {
            seat.breaks(new IllegalStateException("no room in the ring for " + kind));
            return;
        }
        long sequence = ring.next();
        ring.get(sequence).put(kind, seat, value, atNs);
        ring.publish(sequence);
    }
}
