package io.antiphon.media.lane;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import io.antiphon.audio.Pcm;
import io.antiphon.media.Detectors;
import io.antiphon.media.Ears;
import io.antiphon.media.MediaEvent;
import io.antiphon.media.MediaListener;
import io.antiphon.media.MediaSession;
import io.antiphon.media.MediaSpec;
import io.antiphon.media.ServerSnapshot;
import io.antiphon.media.codec.Codec;
import io.antiphon.media.floor.Evidence;
import io.antiphon.media.floor.FloorPolicy;
import io.antiphon.media.floor.FloorRules;
import io.antiphon.media.rtp.SourcePolicy;
import io.antiphon.media.rtp.StreamSpec;
import io.antiphon.media.secure.SrtpKey;
import io.antiphon.media.secure.SrtpKeys;
import io.antiphon.media.secure.SrtpSuite;
import io.antiphon.speech.VoiceDetector;
import io.antiphon.testkit.Tone;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** A lane whose loop, followers and callers all run on the test's thread, in virtual time. */
final class Rehearsal {

    static final long MS = 1_000_000;

    final SimLoop loop = new SimLoop();
    final LaneCounters counters = new LaneCounters();
    final Lane lane;
    private final EventPoller<AudioFrame> hearingPoller;
    private final EventPoller<AudioFrame> feedingPoller;
    private final EventPoller.Handler<AudioFrame> hearing;
    private final EventPoller.Handler<AudioFrame> feeding;

    Rehearsal(int seats) {
        var policy = FloorPolicy.DEFAULT;
        var house = new Lane.House(policy, new FloorRules(policy), 5_000 * MS, loop,
                () -> Instant.EPOCH, new Random(1), Optional.empty());
        var ring = RingBuffer.createSingleProducer(AudioFrame::new, Lane.RING_FRAMES);
        hearingPoller = ring.newPoller();
        feedingPoller = ring.newPoller(hearingPoller.getSequence());
        ring.addGatingSequences(feedingPoller.getSequence());
        hearing = started(new Hearing(counters));
        feeding = started(new Feeding(counters));
        lane = new Lane(house, loop, ring, counters, seats);
    }

    private static EventPoller.Handler<AudioFrame> started(EventHandler<AudioFrame> handler) {
        handler.onStart();
        return (frame, sequence, endOfBatch) -> {
            handler.onEvent(frame, sequence, endOfBatch);
            return true;
        };
    }

    /** Lets the followers work off what is in the ring. */
    void crank() {
        try {
            hearingPoller.poll(hearing);
            feedingPoller.poll(feeding);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Time in steps of 5 ms, for the followers to keep up. */
    void pass(long ms) {
        for (long at = 0; at < ms; at += 5) {
            loop.time.advance(5 * MS);
            crank();
        }
    }

    long nowMs() {
        return loop.nanoTime() / MS;
    }

    ServerSnapshot snapshot() {
        return LaneCounters.sum(List.of(lane.counters()), lane.seatsTaken(), 1);
    }

    /** Somebody on the telephone, and all that their call is told. */
    final class Caller implements Ears, MediaListener, VoiceDetector {

        final List<MediaEvent> events = new ArrayList<>();
        final List<String> ears = new ArrayList<>();
        final List<Long> sounds = new ArrayList<>();
        final InetSocketAddress address = new InetSocketAddress("192.0.2.7", 7_000);
        final MediaSession session;
        final SimPort port;
        final ScriptedTurns turns = new ScriptedTurns();
        boolean isClosed;
        boolean failing;
        boolean keeps = true;
        Evidence answerToPauses = Evidence.NONE;
        private final WireCodec codec = new WireCodec();
        private final ByteBuffer packet = ByteBuffer.allocate(WireCodec.HEADER_BYTES + 160);
        // A whole number of waves, so that one payload follows itself without a seam.
        private final byte[] tone = codec.encode(Tone.sine(300, 9_000, Pcm.FRAME_SAMPLES));
        private final byte[] silence = codec.encode(new short[Pcm.FRAME_SAMPLES]);
        private int sequence = 100;
        private int timestamp = 5_000;

        Caller(Wire.Mode mode) {
            session = lane.open(mode, this, this, detectors()).orElseThrow();
            port = loop.ports.getLast();
        }

        private Detectors detectors() {
            return new Detectors(this, turns);
        }

        Caller() {
            this(Wire.Mode.CONVERSATION);
        }

        MediaSpec spec(boolean sends, boolean receives) {
            var rtcp = new InetSocketAddress("192.0.2.7", 7_001);
            return new MediaSpec(new StreamSpec(address, rtcp, Codec.PCMU, 0, OptionalInt.of(101),
                    20, SourcePolicy.described()), sends, receives);
        }

        /** Agrees on keys of zeros; what {@link #speaks} sends is in the clear all the same. */
        Caller startsSecured() {
            var key = new SrtpKey(SrtpSuite.AES_CM_128_HMAC_SHA1_80,
                    new byte[SrtpSuite.AES_CM_128_HMAC_SHA1_80.masterBytes()]);
            var plain = spec(true, true).stream();
            session.start(new MediaSpec(new StreamSpec(plain.remoteRtp(), plain.remoteRtcp(),
                    plain.codec(), plain.payloadType(), plain.telephoneEventType(),
                    plain.ptimeMs(), plain.sources(), Optional.of(new SrtpKeys(key, key)),
                    Optional.empty()),
                    true, true));
            return this;
        }

        Caller starts() {
            session.start(spec(true, true));
            return this;
        }

        void speaks(long ms) {
            sends(ms, tone);
        }

        void isSilent(long ms) {
            sends(ms, silence);
        }

        private void sends(long ms, byte[] payload) {
            for (long at = 0; at < ms; at += 20) {
                sendFrame(payload);
                pass(20);
            }
        }

        void sendTone() {
            sendFrame(tone);
        }

        /** Neither we nor the network remember anything. */
        void keepsNothing() {
            keeps = false;
            port.keeps = false;
        }

        private void sendFrame(byte[] payload) {
            header(0);
            packet.put(payload).flip();
            port.receive(packet, address);
            timestamp += 160;
        }

        private void header(int payloadType) {
            packet.clear();
            packet.put((byte) 0x80).put((byte) payloadType).putShort((short) sequence++);
            packet.putInt(timestamp).putInt(77);
        }

        /** A key as RFC 4733 has it. */
        void presses(int event) {
            for (int i = 1; i <= 3; i++) {
                header(101);
                packet.put((byte) event).put((byte) 10).putShort((short) (160 * i));
                packet.flip();
                port.receive(packet, address);
                pass(20);
            }
            timestamp += 480;
        }

        /** The milliseconds at which packets with a voice in them left. */
        List<Long> voicedMs() {
            return port.sent.stream()
                    .filter(sent -> sent.peak(codec) > 100)
                    .map(sent -> sent.atNs() / MS)
                    .toList();
        }

        int peak(SimPort.Sent sent) {
            return sent.peak(codec);
        }

        <T extends MediaEvent> List<T> events(Class<T> type) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }

        @Override
        public void happened(MediaEvent event) {
            events.add(event);
        }

        @Override
        public void speechStarts(long position) {
            ears.add("starts");
            sounds.clear();
        }

        @Override
        public void sound(short[] pcm, long position) {
            if (failing) {
                throw new IllegalStateException("ears that fail on purpose");
            }
            if (keeps) {
                sounds.add(position);
            }
        }

        @Override
        public void speechPauses(long position) {
            ears.add("pauses");
            var answer = answerToPauses;
            session.evidence(new Evidence(position, answer.words(), answer.acknowledgement(),
                    answer.stopWord(), answer.endOfTurn(), answer.expectsShortAnswer()));
        }

        @Override
        public void speechGoesOn(long position) {
            ears.add("goes on");
        }

        @Override
        public void turnOver(long position) {
            ears.add("turn over");
        }

        @Override
        public void dismissed(long position) {
            ears.add("dismissed");
        }

        @Override
        public float likelihood(short[] pcm) {
            return Pcm.levelDb(pcm, 0, pcm.length) > -40 ? 0.95f : 0.02f;
        }

        @Override
        public void reset() {}

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
