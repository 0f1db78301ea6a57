package io.antiphon.audio;

import java.nio.ByteBuffer;
import java.util.Optional;

/** How a sample is written in a WAV file. */
enum SampleCoding {
    UNSIGNED_8(1) {
        @Override
        short read(ByteBuffer in, int at) {
            return (short) (((in.get(at) & 0xff) - 128) << 8);
        }
    },
    SIGNED_16(2) {
        @Override
        short read(ByteBuffer in, int at) {
            return in.getShort(at);
        }
    },
    SIGNED_24(3) {
        @Override
        short read(ByteBuffer in, int at) {
            return in.getShort(at + 1);
        }
    },
    SIGNED_32(4) {
        @Override
        short read(ByteBuffer in, int at) {
            return in.getShort(at + 2);
        }
    },
    FLOAT_32(4) {
        @Override
        short read(ByteBuffer in, int at) {
            return fromUnit(in.getFloat(at));
        }
    },
    FLOAT_64(8) {
        @Override
        short read(ByteBuffer in, int at) {
            return fromUnit(in.getDouble(at));
        }
    },
    A_LAW(1) {
        @Override
        short read(ByteBuffer in, int at) {
            return fromALaw(in.get(at));
        }
    },
    MU_LAW(1) {
        @Override
        short read(ByteBuffer in, int at) {
            return fromMuLaw(in.get(at));
        }
    };

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A = 6;
    private static final int MU = 7;
    private static final int MU_BIAS = 132;

    private final int bytes;

    SampleCoding(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** The sample at that byte, as 16 linear bits. */
    abstract short read(ByteBuffer in, int at);

    /**
     * The coding of a format tag of RFC 2361.
     *
     * @param container the bytes that a sample takes; those of few bits lie at the container's upper end
     */
    static Optional<SampleCoding> of(int tag, int container) {
        return switch (tag) {
            case PCM -> switch (container) {
                case 1 -> Optional.of(UNSIGNED_8);
                case 2 -> Optional.of(SIGNED_16);
                case 3 -> Optional.of(SIGNED_24);
                case 4 -> Optional.of(SIGNED_32);
                default -> Optional.empty();
            };
            case FLOAT -> switch (container) {
                case 4 -> Optional.of(FLOAT_32);
                case 8 -> Optional.of(FLOAT_64);
                default -> Optional.empty();
            };
            // Some programs write here how many bits a decoder makes of a sample; it is one byte all the same.
            case A -> Optional.of(A_LAW);
            case MU -> Optional.of(MU_LAW);
            default -> Optional.empty();
        };
    }

    private static short fromUnit(double sample) {
        return (short) Math.clamp(Math.round(sample * 32_768), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static short fromMuLaw(byte code) {
        int bits = ~code & 0xff;
        int magnitude = (((bits & 0x0f) * 8 + MU_BIAS) << ((bits >> 4) & 7)) - MU_BIAS;
        return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
    }

    private static short fromALaw(byte code) {
        int bits = (code ^ 0x55) & 0xff;
        int segment = (bits >> 4) & 7;
        int magnitude = (bits & 0x0f) * 16 + 8;
        if (segment > 0) {
            magnitude = (magnitude + 256) << (segment - 1);
        }
        return (short) ((bits & 0x80) == 0 ? -magnitude : magnitude);
    }
}
