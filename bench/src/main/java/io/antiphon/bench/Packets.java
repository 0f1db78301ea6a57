package io.antiphon.bench;

import io.antiphon.audio.Pcm;
import io.antiphon.media.codec.AudioEncoder;
import io.antiphon.media.codec.Codec;
import io.antiphon.testkit.Tone;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The inputs of the benches: so many different ones that no branch and no constant is learned by heart. */
final class Packets {

    /** A power of two, so that going round costs one instruction. */
    static final int COUNT = 64;

    static final int MASK = COUNT - 1;

    static final int HEADER_BYTES = 12;

    /** With 20 ms of sound. */
    static final int BYTES = HEADER_BYTES + AudioEncoder.FRAME_BYTES;

    static final int SSRC = 0x5eed;

    private Packets() {}

    /** Frames at 16 kHz: a tone that wanders, over noise. */
    static short[][] frames() {
        var frames = new short[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            var tone = Tone.sine(180 + 9 * i, 6_000, Pcm.FRAME_SAMPLES);
            var noise = Tone.noise(i, 900, Pcm.FRAME_SAMPLES);
            for (int at = 0; at < tone.length; at++) {
                tone[at] += noise[at];
            }
            frames[i] = tone;
        }
        return frames;
    }

    /** The same as mu-law. */
    static byte[][] payloads() {
        var encoder = new AudioEncoder(Codec.PCMU);
        return Arrays.stream(frames()).map(frame -> {
            var payload = new byte[AudioEncoder.FRAME_BYTES];
            encoder.encode(frame, payload, 0);
            return payload;
        }).toArray(byte[][]::new);
    }

    /** The same as RTP, numbered from zero. */
    static ByteBuffer[] datagrams(int payloadType) {
        var payloads = payloads();
        var datagrams = new ByteBuffer[COUNT];
        for (int i = 0; i < COUNT; i++) {
            datagrams[i] = ByteBuffer.allocate(BYTES)
                    .put((byte) 0x80)
                    .put((byte) payloadType)
                    .putShort((short) i)
                    .putInt(i * AudioEncoder.FRAME_BYTES)
                    .putInt(SSRC)
                    .put(payloads[i])
                    .flip();
        }
        return datagrams;
    }

    /** The datagram that is due now, given the number and the time that a stream would give it. */
    static ByteBuffer due(ByteBuffer[] datagrams, int number) {
        return datagrams[number & MASK].putShort(2, (short) number)
                .putInt(4, number * AudioEncoder.FRAME_BYTES);
    }
}
