package io.antiphon.media.lane;

import io.antiphon.media.codec.AudioDecoder;
import io.antiphon.media.codec.AudioEncoder;
import io.antiphon.media.codec.Codec;
import java.nio.ByteBuffer;

/** Mu-law as the other side would do it. */
final class WireCodec {

    static final int HEADER_BYTES = 12;

    private final AudioEncoder encoder = new AudioEncoder(Codec.PCMU);
    private final byte[] encoded = new byte[AudioEncoder.FRAME_BYTES];
    private final short[] decoded = new short[AudioDecoder.mostSamples()];

    void encode(short[] pcm, ByteBuffer packet) {
        encoder.encode(pcm, encoded, 0);
        packet.put(HEADER_BYTES, encoded);
    }

    int peak(ByteBuffer packet) {
        var payload = new byte[packet.limit() - HEADER_BYTES];
        packet.get(HEADER_BYTES, payload);
        int count = new AudioDecoder(Codec.PCMU).decode(payload, payload.length, decoded);
        int peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, Math.abs(decoded[i]));
        }
        return peak;
    }
}
