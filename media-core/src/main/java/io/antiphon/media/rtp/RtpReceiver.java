package io.antiphon.media.rtp;

import io.antiphon.media.codec.AudioDecoder;
import io.antiphon.media.codec.Codec;
import io.antiphon.media.dtmf.DtmfReceiver;
import io.antiphon.media.rtcp.Reception;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Turns the caller's packets into frames: whose is it, what is it, in which order, what does it sound like.
 *
 * <p>The timeline is that of the RTP timestamps. Lost sound is invented; where the other side lets time pass
 * without sending, near silence comes in its place at the pace of the clock, so that whoever waits for the
 * caller to finish sees time pass. Owned by the lane; allocates nothing per packet.
 */
final class RtpReceiver implements Released {

    private static final long MS_NS = 1_000_000;
    private static final int UNITS_PER_MS = Codec.CLOCK_RATE / 1_000;
    private static final int FRAME_UNITS = 20 * UNITS_PER_MS;

    // Longer than twice the jitter, in case nothing is known of it yet: a packet that was overtaken
    // comes right behind the one that overtook it.
    private static final long SHORTEST_WAIT_NS = 10 * MS_NS;
    private static final long LONGEST_WAIT_NS = 60 * MS_NS;
    private static final int MOST_CONCEALED = InOrderRelease.WINDOW * FRAME_UNITS;
    private static final long PATIENCE_NS = LONGEST_WAIT_NS;
    private static final long MOST_SILENCE_NS = 10_000 * MS_NS;
    private static final int SLACK_UNITS = Codec.CLOCK_RATE;
    private static final int NO_TYPE = -1;

    private final RtpHeader header = new RtpHeader();
    private final SourceLatch latch;
    private final Reception reception;
    private final InOrderRelease order = new InOrderRelease(this);
    private final AudioDecoder decoder = new AudioDecoder(Codec.PCMU);
    private final byte[] payload = new byte[InOrderRelease.LONGEST_PAYLOAD];
    private final short[] pcm = new short[AudioDecoder.mostSamples()];
    private final Framer framer;
    private final DtmfReceiver keys;
    private int soundType = NO_TYPE;
    private int keyType = NO_TYPE;

    private boolean known;
    private int ssrc;
    private boolean onTrial;
    private int trialSsrc;
    private int trialSequence;

    private boolean anchored;
    private int expectedTimestamp;
    private int packetUnits = FRAME_UNITS;
    private int lost;
    private long lastSoundNs;
    private long lastArrivalNs;
    private long silenceDueNs;
    private long silenceUnits;

    private long malformed;
    private long otherTypes;
    private long strays;
    private long late;
    private long duplicates;
    private long accepted;

    RtpReceiver(FrameSink sink, SourceLatch latch, Reception reception) {
        this.latch = latch;
        this.reception = reception;
        framer = new Framer(sink);
        keys = new DtmfReceiver(sink);
    }

    void agree(StreamSpec spec, long nowNs) {
        soundType = spec.payloadType();
        keyType = spec.telephoneEventType().orElse(NO_TYPE);
        decoder.use(spec.codec());
        lastArrivalNs = nowNs;
    }

    /** A datagram that looks like RTP. */
    void received(ByteBuffer datagram, InetSocketAddress source, long nowNs) {
        if (header.parse(datagram) != RtpHeader.Verdict.SOUND
                || header.payloadLength() > InOrderRelease.LONGEST_PAYLOAD) {
            malformed++;
            return;
        }
        if (header.payloadType() != soundType && header.payloadType() != keyType
                && !isComfortNoise(header.payloadType())) {
            otherTypes++;
            return;
        }
        if (!latch.admits(source, header, nowNs)) {
            return;
        }
        if ((!known || header.ssrc() != ssrc) && !begins()) {
            strays++;
            return;
        }
        lastArrivalNs = nowNs;
        datagram.get(header.payloadOffset(), payload, 0, header.payloadLength());
        switch (order.offer(header, payload, nowNs)) {
            case RELEASED, HELD -> count(nowNs);
            case LATE -> late++;
            case DUPLICATE -> duplicates++;
            case STRAY -> {
                strays++;
                return;
            }
        }
        if (header.payloadType() == keyType) {
            // Keys are told apart by their timestamps, so they need not wait for their turn.
            keys.received(header.ssrc(), header.timestamp(), payload, header.payloadLength(),
                    nowNs);
        }
    }

    private void count(long nowNs) {
        accepted++;
        reception.arrived(order.newest());
        if (header.payloadType() == soundType) {
            reception.sounded(header.timestamp(), nowNs);
        }
    }

    /** RFC 3389; its static type is never used for anything else. */
    private static boolean isComfortNoise(int payloadType) {
        return payloadType == 13;
    }

    /** The first stream is taken as it is; a later one after its second packet. */
    private boolean begins() {
        boolean proven = !known || (onTrial && header.ssrc() == trialSsrc
                && header.sequence() == ((trialSequence + 1) & 0xffff));
        onTrial = !proven;
        trialSsrc = header.ssrc();
        trialSequence = header.sequence();
        if (proven) {
            known = true;
            order.restart();
            ssrc = header.ssrc();
            restarted();
        }
        return proven;
    }

    /** Time has passed: gives up gaps, ends keys, and lets silence speak. */
    void poll(long nowNs) {
        order.poll(nowNs, Math.clamp(2 * reception.jitterNs(), SHORTEST_WAIT_NS, LONGEST_WAIT_NS));
        keys.poll(nowNs);
        while (anchored && nowNs - silenceDueNs >= 0 && nowNs - lastSoundNs < MOST_SILENCE_NS) {
            conceal(FRAME_UNITS, nowNs);
            silenceUnits += FRAME_UNITS;
            silenceDueNs += FRAME_UNITS / UNITS_PER_MS * MS_NS;
        }
    }

    @Override
    public void restarted() {
        anchored = false;
        lost = 0;
        reception.restart(header.ssrc());
    }

    @Override
    public void lost(int packets) {
        lost += packets;
    }

    @Override
    public void packet(byte[] bytes, int length, int payloadType, int timestamp, long arrivalNs) {
        if (payloadType != soundType || length == 0) {
            return;
        }
        if (anchored) {
            moveTo(timestamp, arrivalNs);
        }
        int samples = decoder.decode(bytes, length, pcm);
        framer.add(pcm, samples, false, arrivalNs);
        anchored = true;
        lost = 0;
        packetUnits = length;
        expectedTimestamp = timestamp + length;
        lastSoundNs = arrivalNs;
        silenceUnits = 0;
        silenceDueNs = arrivalNs + (long) length / UNITS_PER_MS * MS_NS + PATIENCE_NS;
    }

    /** Fills or skips the time between the last packet's end and this one's beginning. */
    private void moveTo(int timestamp, long arrivalNs) {
        long elapsedUnits = (arrivalNs - lastSoundNs) * UNITS_PER_MS / MS_NS;
        // A timestamp that went back, or ran ahead of the clock, tells nothing about time.
        long gap = Math.clamp(timestamp - expectedTimestamp, 0L, elapsedUnits + SLACK_UNITS);
        long uncovered = Math.max(0, gap - silenceUnits);
        long concealed = Math.min(uncovered,
                Math.min((long) lost * packetUnits, MOST_CONCEALED));
        for (long left = concealed; left > 0; left -= FRAME_UNITS) {
            conceal((int) Math.min(left, FRAME_UNITS), arrivalNs);
        }
        long skipped = uncovered - concealed;
        int restOfFrame = (int) Math.min(skipped, framer.missing() / 2);
        if (restOfFrame > 0) {
            conceal(restOfFrame, arrivalNs);
        }
        if (skipped > restOfFrame) {
            framer.skip(2 * (skipped - restOfFrame));
        }
    }

    private void conceal(int units, long nowNs) {
        int samples = decoder.conceal(units, pcm);
        framer.add(pcm, samples, true, nowNs);
    }

    /** When the last packet of the caller arrived, whatever was in it. */
    long lastArrivalNs() {
        return lastArrivalNs;
    }

    long malformed() {
        return malformed;
    }

    /** Packets of a payload type that was not agreed on. */
    long otherTypes() {
        return otherTypes;
    }

    /** Packets that did not fit the stream, alone or as the first of a new one. */
    long strays() {
        return strays;
    }

    long late() {
        return late;
    }

    long duplicates() {
        return duplicates;
    }

    /** Packets that were heard, or are still held. */
    long accepted() {
        return accepted;
    }

    long frames() {
        return framer.frames();
    }

    long concealedFrames() {
        return framer.concealedFrames();
    }
}
