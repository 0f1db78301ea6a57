package io.antiphon.media.lane;

import io.antiphon.media.codec.AudioDecoder;
import io.antiphon.media.codec.AudioEncoder;
import io.antiphon.media.codec.Codec;
import java.nio.ByteBuffer;

/** Mu-law as the other side would do it. */
final class WireCodec {

    static final int HEADER_BYTES = 12;

    /** In the first 6 ms there may still be what the filters of encoder and decoder delayed. */
    private static final int FILTER_SAMPLES = 96;

    private final short[] decoded = new short[AudioDecoder.mostSamples()];

    /** The payload of a frame that follows itself. */
    byte[] encode(short[] pcm) {
        var encoder = new AudioEncoder(Codec.PCMU);
        var payload = new byte[AudioEncoder.FRAME_BYTES];
        encoder.encode(pcm, payload, 0);
        encoder.encode(pcm, payload, 0);
        return payload;
    }

    int peak(ByteBuffer packet) {
        var payload = new byte[packet.limit() - HEADER_BYTES];
        packet.get(HEADER_BYTES, payload);
        int count = new AudioDecoder(Codec.PCMU).decode(payload, payload.length, decoded);
        int peak = 0;
        for (int i = FILTER_SAMPLES; i < count; i++) {
            peak = Math.max(peak, Math.abs(decoded[i]));
        }
        return peak;
    }
}
