package io.antiphon.media.lane;

import com.lmax.disruptor.RingBuffer;
import io.antiphon.media.Detectors;
import io.antiphon.media.Ears;
import io.antiphon.media.MediaConfig;
import io.antiphon.media.MediaListener;
import io.antiphon.media.MediaServer;
import io.antiphon.media.MediaSession;
import io.antiphon.media.MediaThreads;
import io.antiphon.media.ServerSnapshot;
import io.antiphon.media.dtls.Fingerprint;
import io.antiphon.media.dtls.Handshaking;
import io.antiphon.media.floor.FloorRules;
import io.antiphon.media.net.LaneLoop;
import io.antiphon.media.net.NettyLaneLoop;
import io.antiphon.media.net.PortRange;
import io.antiphon.time.NanoClock;
import io.antiphon.time.WallClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The media of all calls, in lanes on the network. */
public final class LaneServer implements MediaServer {

    private final List<Lane> lanes;
    private final List<Followers> followers;
    private final int seats;
    private final Supplier<Detectors> detectors;
    private final Optional<Handshaking> handshaking;

    private LaneServer(List<Lane> lanes, List<Followers> followers, int seats,
            Supplier<Detectors> detectors, Optional<Handshaking> handshaking) {
        this.lanes = List.copyOf(lanes);
        this.followers = List.copyOf(followers);
        this.seats = seats;
        this.detectors = detectors;
        this.handshaking = handshaking;
    }

    @Override
    public Optional<Fingerprint> fingerprint() {
        return handshaking.map(with -> with.identity().fingerprint());
    }

    /** Without handshakes. */
    public static MediaServer start(MediaConfig config, MediaThreads threads, NanoClock clock,
            WallClock wall, Supplier<Detectors> detectors) {
        return start(config, threads, clock, wall, detectors, Optional.empty());
    }

    /**
     * Starts all lanes. Detectors are asked for on the thread that opens a session, belong to its hearing
     * thread from then on, and are closed there.
     */
    public static MediaServer start(MediaConfig config, MediaThreads threads, NanoClock clock,
            WallClock wall, Supplier<Detectors> detectors, Optional<Handshaking> handshaking) {
        var random = new SecureRandom();
        var house = new Lane.House(config.floor(), new FloorRules(config.floor()),
                config.mediaTimeout().toNanos(), clock, wall, random, handshaking);
        var ports = new PortRange(config.firstPort(), config.lastPort(), random);
        var lanes = new ArrayList<Lane>();
        var followers = new ArrayList<Followers>();
        for (int i = 0; i < config.lanes(); i++) {
            var loop = new NettyLaneLoop(threads.lane(), clock, ports, config.bindAddress());
            var ring = RingBuffer.createSingleProducer(AudioFrame::new, Lane.RING_FRAMES,
                    new ParkingWait());
            var counters = new LaneCounters();
            var followersOfOne = new Followers(ring, counters);
            followersOfOne.start(threads);
            followers.add(followersOfOne);
            lanes.add(new Lane(house, loop, ring, counters, config.seatsPerLane()));
        }
        return new LaneServer(lanes, followers, config.lanes() * config.seatsPerLane(), detectors,
                handshaking);
    }

    @Override
    public Optional<MediaSession> open(Ears ears, MediaListener listener) {
        return emptiest().open(Wire.Mode.CONVERSATION, ears, listener, detectors.get());
    }

    @Override
    public Optional<MediaSession> openDeaf(MediaListener listener) {
        return emptiest().open(Wire.Mode.CONVERSATION, Deaf.EARS, listener, Deaf.DETECTORS);
    }

    @Override
    public Optional<MediaSession> openEcho(MediaListener listener) {
        return emptiest().open(Wire.Mode.ECHO, Deaf.EARS, listener, Deaf.DETECTORS);
    }

    private Lane emptiest() {
        return lanes.stream().min(Comparator.comparingInt(Lane::seatsTaken)).orElseThrow();
    }

    @Override
    public ServerSnapshot snapshot() {
        return LaneCounters.sum(lanes.stream().map(Lane::counters).toList(),
                lanes.stream().mapToInt(Lane::seatsTaken).sum(), seats);
    }

    @Override
    public void close() {
        for (var lane : lanes) {
            leaveAll(lane);
            lane.loop().close();
        }
        followers.forEach(Followers::stop);
    }

    private static void leaveAll(Lane lane) {
        LaneLoop loop = lane.loop();
        var done = new CompletableFuture<Boolean>();
        boolean isAsked = loop.execute(() -> {
            lane.leaveAll();
            done.complete(true);
        });
        if (isAsked && !loop.inLoop()) {
            done.join();
        }
    }
}
