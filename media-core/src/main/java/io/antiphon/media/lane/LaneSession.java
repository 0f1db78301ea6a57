package io.antiphon.media.lane;

import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.MediaSession;
import io.antiphon.media.MediaSnapshot;
import io.antiphon.media.MediaSpec;
import io.antiphon.media.floor.Evidence;
import io.antiphon.media.floor.Interruption;
import io.antiphon.media.lane.AudioFrame.Kind;
import io.antiphon.media.net.PacketSink;
import io.antiphon.media.net.RtpPort;
import io.antiphon.media.playout.Playout;
import io.antiphon.media.playout.PlayoutWriter;
import io.antiphon.speech.UtteranceId;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what a call wants over to the lane where its seat is; its private methods run there. */
final class LaneSession implements MediaSession {

    private static final Logger LOG = LoggerFactory.getLogger(LaneSession.class);

    private final Lane lane;
    private final RtpPort port;
    private final Seat seat;
    private final Wire wire;
    private final Playout playout;
    private final MediaListener listener;
    private boolean started;

    LaneSession(Lane lane, RtpPort port, Seat seat, Wire wire, Playout playout,
            MediaListener listener) {
        this.lane = lane;
        this.port = port;
        this.seat = seat;
        this.wire = wire;
        this.playout = playout;
        this.listener = listener;
    }

    Seat seat() {
        return seat;
    }

    Wire wire() {
        return wire;
    }

    @Override
    public InetSocketAddress localRtp() {
        return port.localRtp();
    }

    @Override
    public InetSocketAddress localRtcp() {
        return port.localRtcp();
    }

    @Override
    public void start(MediaSpec spec) {
        inLane(() -> agree(spec));
    }

    @Override
    public void update(MediaSpec spec) {
        inLane(() -> agree(spec));
    }

    private void agree(MediaSpec spec) {
        long nowNs = lane.loop().nanoTime();
        if (started) {
            wire.update(spec, nowNs);
            return;
        }
        started = true;
        wire.start(spec, nowNs);
        port.deliver(guarded(wire.rtp()::received), guarded(wire.rtp()::receivedRtcp));
        lane.starts(wire);
    }

    /** What a packet brings about may fail for one call only. */
    private PacketSink guarded(PacketSink sink) {
        return (datagram, source, nowNs) -> {
            try {
                sink.received(datagram, source, nowNs);
            } catch (RuntimeException e) {
                seat.breaks(e);
            }
        };
    }

    @Override
    public PlayoutWriter playout() {
        return playout;
    }

    @Override
    public void agentStarts(UtteranceId utterance, Interruption interruption) {
        seat.announce(utterance, interruption);
    }

    @Override
    public void evidence(Evidence evidence) {
        seat.evidence(evidence);
    }

    @Override
    public void cut(UtteranceId utterance) {
        // By way of the ring, because the cut mark is hearing's to write.
        inLane(() -> lane.publish(Kind.CUT, seat, utterance.number(), lane.loop().nanoTime()));
    }

    @Override
    public void sendDigit(char key, int durationMs) {
        inLane(() -> {
            if (!wire.rtp().press(key, durationMs)) {
                lane.counters().digitsRefused.increment();
            }
        });
    }

    @Override
    public void restDigits(int durationMs) {
        inLane(() -> {
            if (!wire.rtp().rest(durationMs)) {
                lane.counters().digitsRefused.increment();
            }
        });
    }

    private void inLane(Runnable task) {
        lane.loop().execute(() -> {
            if (!seat.isLeft()) {
                task.run();
            }
        });
    }

    @Override
    public MediaSnapshot snapshot() {
        if (lane.loop().inLoop()) {
            return wire.snapshot();
        }
        var answer = new CompletableFuture<MediaSnapshot>();
        boolean isAsked = lane.loop().execute(() -> answer.complete(wire.snapshot()));
        // A loop that is closed touches nothing any more, so there is nobody to disturb.
        return isAsked ? answer.join() : wire.snapshot();
    }

    @Override
    public void close() {
        playout.close();
        inLane(this::leave);
    }

    /** A mistake of ours ends this call. */
    void breaks(RuntimeException mistake) {
        lane.counters().brokenInLane.increment();
        LOG.error("media of a call ended by a mistake", mistake);
        leave();
        listener.happened(new MediaEvent.MediaBroken(lane.loop().nanoTime()));
    }

    void leave() {
        long nowNs = lane.loop().nanoTime();
        seat.leave();
        playout.close();
        wire.leave(nowNs);
        port.close();
        lane.leaves(this, wire);
        lane.publish(Kind.LEFT, seat, 0, nowNs);
    }
}
