package io.antiphon.media.codec;

import java.util.function.IntUnaryOperator;

/** One law of ITU-T G.711, looked up in tables that are computed from the definition once. */
final class G711 {

    // The mu-law's curve begins this far from zero, so that its segments double; at 16 bits.
    private static final int BIAS = 132;
    private static final int LOUDEST = Short.MAX_VALUE - BIAS;
    private static final int SIGN = 0x80;
    // The A-law turns over every other bit, so that silence does not look like a dead line.
    private static final int EVEN_BITS = 0x55;

    static final G711 MU_LAW = new G711(2, G711::expandMu, G711::compressMu);
    static final G711 A_LAW = new G711(4, G711::expandA, G711::compressA);

    private final short[] samples = new short[256];
    private final byte[] codes;
    private final int shift;

    /** Magnitudes that differ only in their lowest {@code shift} bits share a code. */
    private G711(int shift, IntUnaryOperator expand, IntUnaryOperator compress) {
        this.shift = shift;
        codes = new byte[(Short.MAX_VALUE + 1) >> shift];
        for (int code = 0; code < samples.length; code++) {
            samples[code] = (short) expand.applyAsInt(code);
        }
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) compress.applyAsInt(i << shift);
        }
    }

    short decode(byte code) {
        return samples[code & 0xff];
    }

    byte encode(short sample) {
        if (sample >= 0) {
            return codes[sample >> shift];
        }
        return (byte) (codes[Math.min(-sample, Short.MAX_VALUE) >> shift] ^ SIGN);
    }

    private static int expandMu(int code) {
        int bits = ~code;
        int segment = (bits >> 4) & 7;
        int magnitude = (((bits & 0x0f) << 3) + BIAS) << segment;
        return (bits & SIGN) == 0 ? magnitude - BIAS : BIAS - magnitude;
    }

    private static int compressMu(int magnitude) {
        int biased = Math.min(magnitude, LOUDEST) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(biased);
        int step = (biased >> (segment + 3)) & 0x0f;
        return 0xff ^ ((segment << 4) | step);
    }

    private static int expandA(int code) {
        int bits = code ^ EVEN_BITS;
        int segment = (bits >> 4) & 7;
        int step = ((bits & 0x0f) << 4) + 8;
        int magnitude = segment == 0 ? step : (step + 256) << (segment - 1);
        return (bits & SIGN) == 0 ? -magnitude : magnitude;
    }

    private static int compressA(int magnitude) {
        int segment = magnitude < 256 ? 0 : 24 - Integer.numberOfLeadingZeros(magnitude);
        int step = (magnitude >> (Math.max(segment, 1) + 3)) & 0x0f;
        return SIGN ^ EVEN_BITS ^ ((segment << 4) | step);
    }
}
