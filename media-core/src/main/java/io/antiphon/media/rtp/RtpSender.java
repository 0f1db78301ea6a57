package io.antiphon.media.rtp;

import io.antiphon.audio.Pcm;
import io.antiphon.media.codec.AudioEncoder;
import io.antiphon.media.codec.Codec;
import io.antiphon.media.dtmf.DtmfSender;
import io.antiphon.media.dtmf.ToneSender;
import io.antiphon.media.net.RtpPort;
import io.antiphon.media.secure.Srtp;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames into packets, one beat after the other. SSRC, sequence and timestamp go on through holds, new
 * offers and new codecs; the timestamp moves by one frame each beat, whether something is sent or not.
 *
 * <p>Owned by the lane; allocates nothing per packet.
 */
final class RtpSender {

    private static final int VERSION = 0x80;
    private static final int MARKER = 0x80;
    private static final int MOST_FRAMES = 3;
    private static final int BEAT_UNITS = AudioEncoder.FRAME_BYTES;
    private static final int UNITS_PER_MS = Codec.CLOCK_RATE / 1_000;
    private static final int NO_TYPE = -1;
    private static final short[] SILENCE = new short[Pcm.FRAME_SAMPLES];

    private final RtpPort port;
    private final int ssrc;
    private final AudioEncoder encoder = new AudioEncoder(Codec.PCMU);
    private final DtmfSender keys = new DtmfSender();
    private final byte[] packet = new byte[RtpHeader.BYTES
            + MOST_FRAMES * BEAT_UNITS + Srtp.MOST_GROWTH];
    private final ByteBuffer buffer = ByteBuffer.wrap(packet);
    private final byte[] event = new byte[DtmfSender.PAYLOAD_BYTES];
    private final ToneSender tones = new ToneSender();
    private final short[] tone = new short[Pcm.FRAME_SAMPLES];

    private @Nullable Srtp srtp;
    private int soundType;
    private int keyType = NO_TYPE;
    private int packetUnits = BEAT_UNITS;
    private int sequence;
    private int timestamp;
    private int eventTimestamp;
    private int collected;
    private boolean marker = true;
    private boolean isToneOver = true;
    private long lastBeatNs;

    private long packets;
    private long octets;
    private long unsent;

    RtpSender(RtpPort port, RandomGenerator random) {
        this.port = port;
        ssrc = random.nextInt();
        // Far from its end, so that nobody who misses the first packets misses that it rolled over.
        sequence = random.nextInt() & 0x7fff;
        timestamp = random.nextInt();
    }

    void agree(StreamSpec spec) {
        soundType = spec.payloadType();
        keyType = spec.telephoneEventType().orElse(NO_TYPE);
        packetUnits = spec.ptimeMs() * UNITS_PER_MS;
        encoder.use(spec.codec());
        collected = 0;
    }

    /** From now on packets are protected; or not, with null. */
    void secure(@Nullable Srtp with) {
        srtp = with;
    }

    boolean press(char key, int durationMs) {
        return keys.press(key, durationMs);
    }

    boolean rest(int durationMs) {
        return keys.rest(durationMs);
    }

    boolean isPressing() {
        return keys.isPressing();
    }

    boolean sendSilence(InetSocketAddress to, long nowNs) {
        return send(SILENCE, to, nowNs);
    }

    /** One beat; a key that is pressed goes instead of the frame. False if the socket took nothing. */
    boolean send(short[] pcm, InetSocketAddress to, long nowNs) {
        lastBeatNs = nowNs;
        boolean sent = switch (keys.next(event, 0)) {
            case VOICE -> sendSound(pcm, to);
            case PAUSE -> sendSound(SILENCE, to);
            case FIRST -> keyType == NO_TYPE ? sendTone(to) : sendFirstEvent(to);
            case FURTHER -> keyType == NO_TYPE ? sendTone(to) : sendEvent(to);
        };
        timestamp += BEAT_UNITS;
        return sent;
    }

    private boolean sendSound(short[] pcm, InetSocketAddress to) {
        encoder.encode(pcm, packet, RtpHeader.BYTES + collected);
        collected += BEAT_UNITS;
        return collected < packetUnits || sendCollected(timestamp + BEAT_UNITS, to);
    }

    private boolean sendCollected(int endTimestamp, InetSocketAddress to) {
        if (collected == 0) {
            return true;
        }
        int length = collected;
        collected = 0;
        return emit(soundType, endTimestamp - length, length, to);
    }

    /** A key in the sound. Its end is told once: what is told again is silence here. */
    private boolean sendTone(InetSocketAddress to) {
        boolean isOver = isToneOver;
        isToneOver = DtmfSender.isEnd(event);
        if (isOver && isToneOver) {
            return sendSound(SILENCE, to);
        }
        tones.sound(event[0], isOver, tone);
        return sendSound(tone, to);
    }

    private boolean sendFirstEvent(InetSocketAddress to) {
        boolean emptied = sendCollected(timestamp, to);
        eventTimestamp = timestamp;
        marker = true;
        return sendEvent(to) && emptied;
    }

    private boolean sendEvent(InetSocketAddress to) {
        System.arraycopy(event, 0, packet, RtpHeader.BYTES, event.length);
        return emit(keyType, eventTimestamp, event.length, to);
    }

    private boolean emit(int type, int begun, int length, InetSocketAddress to) {
        buffer.clear();
        buffer.put((byte) VERSION).put((byte) (type | (marker ? MARKER : 0)));
        buffer.putShort((short) sequence).putInt(begun).putInt(ssrc);
        buffer.position(0).limit(RtpHeader.BYTES + length);
        Srtp secured = srtp;
        boolean isReady = secured == null || secured.protectRtp(buffer);
        if (!isReady || !port.sendRtp(buffer, to)) {
            // The number is kept for the next one: what never left is no loss of the network's. A number
            // that something was enciphered under must not be used again.
            sequence = (sequence + (secured == null ? 0 : 1)) & 0xffff;
            unsent++;
            marker = true;
            return false;
        }
        sequence = (sequence + 1) & 0xffff;
        packets++;
        octets += length;
        marker = false;
        return true;
    }

    /** A beat passes without a packet. */
    void withhold() {
        collected = 0;
        marker = true;
        timestamp += BEAT_UNITS;
    }

    int ssrc() {
        return ssrc;
    }

    /** Of the sample that belongs to this moment. */
    int timestampAt(long nowNs) {
        return timestamp + (int) ((nowNs - lastBeatNs) * UNITS_PER_MS / 1_000_000);
    }

    long packets() {
        return packets;
    }

    long octets() {
        return octets;
    }

    /** Packets that the socket did not take. */
    long unsent() {
        return unsent;
    }
}
