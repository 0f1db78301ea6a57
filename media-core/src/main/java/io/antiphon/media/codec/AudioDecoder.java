package io.antiphon.media.codec;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;

/**
 * One caller's sound, from the wire's bytes to samples at 16 kHz without a seam. Owned by the lane;
 * allocates nothing after construction.
 */
public final class AudioDecoder {

    /** The longest payload, in bytes and in samples of 8 kHz: 80 ms. */
    public static final int LONGEST = 640;

    private static final int UP = Pcm.SAMPLE_RATE / Codec.CLOCK_RATE;

    private final short[] narrow = new short[LONGEST];
    private final Concealment concealment = new Concealment();
    private final Resampler resampler = new Resampler(Codec.CLOCK_RATE, Pcm.SAMPLE_RATE, LONGEST);
    private G711 law;

    public AudioDecoder(Codec codec) {
        law = codec.law();
    }

    /** What room the samples of the longest payload need. */
    public static int mostSamples() {
        return LONGEST * UP;
    }

    /** The other side changed its codec; its sound goes on. */
    public void use(Codec next) {
        law = next.law();
    }

    /** Writes the payload's samples; answers how many, which is two for each byte. */
    public int decode(byte[] payload, int length, short[] out) {
        for (int i = 0; i < length; i++) {
            narrow[i] = law.decode(payload[i]);
        }
        concealment.heard(narrow, length);
        return resampler.resample(narrow, 0, length, out);
    }

    /** Writes what may stand in for so many missing samples of 8 kHz; answers twice their number. */
    public int conceal(int samples, short[] out) {
        concealment.invent(narrow, samples);
        return resampler.resample(narrow, 0, samples, out);
    }
}
