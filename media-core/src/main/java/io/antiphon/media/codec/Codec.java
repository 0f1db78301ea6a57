package io.antiphon.media.codec;

/** A way to code sound at 8 kHz in one byte a sample: the two laws of ITU-T G.711. */
public enum Codec {
    PCMU,
    PCMA;

    /** Of the timestamps and of the samples. */
    public static final int CLOCK_RATE = 8_000;

    G711 law() {
        return switch (this) {
            case PCMU -> G711.MU_LAW;
            case PCMA -> G711.A_LAW;
        };
    }
}
