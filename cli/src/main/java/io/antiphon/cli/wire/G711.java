package io.antiphon.cli.wire;

/**
 * The two codings of ITU-T G.711, from their definition. The caller has its own, beside the one of the media
 * server: ears that share a table with the mouth they judge would not hear a mistake in it.
 */
public final class G711 {

    /** Payload types of RFC 3551. */
    public static final int PCMU = 0;

    public static final int PCMA = 8;

    private static final short[] FROM_MU = new short[256];
    private static final short[] FROM_A = new short[256];
    private static final int MU_BIAS = 132;
    private static final int MU_CLIP = 32_635;

    static {
        for (int code = 0; code < 256; code++) {
            FROM_MU[code] = muSample(code);
            FROM_A[code] = aSample(code);
        }
    }

    private G711() {}

    public static boolean isSound(int payloadType) {
        return payloadType == PCMU || payloadType == PCMA;
    }

    static short decode(int payloadType, byte code) {
        return payloadType == PCMA ? FROM_A[code & 0xff] : FROM_MU[code & 0xff];
    }

    public static byte encodeMu(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(MU_CLIP, Math.abs((int) sample)) + MU_BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        int step = (magnitude >> (segment + 3)) & 0x0f;
        return (byte) ~(sign | (segment << 4) | step);
    }

    private static short muSample(int code) {
        int bits = ~code & 0xff;
        int magnitude = (((bits & 0x0f) * 8 + MU_BIAS) << ((bits >> 4) & 7)) - MU_BIAS;
        return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
    }

    private static short aSample(int code) {
        int bits = (code ^ 0x55) & 0xff;
        int segment = (bits >> 4) & 7;
        int magnitude = (bits & 0x0f) * 16 + 8;
        if (segment > 0) {
            magnitude = (magnitude + 256) << (segment - 1);
        }
        return (short) ((bits & 0x80) == 0 ? -magnitude : magnitude);
    }
}
