package io.antiphon.media.codec;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;

/** The agent's sound, from frames at 16 kHz to the wire's bytes. Owned by the lane. */
public final class AudioEncoder {

    /** What a frame becomes. */
    public static final int FRAME_BYTES = Codec.CLOCK_RATE / 50;

    private final short[] narrow = new short[FRAME_BYTES + 1];
    private final Resampler resampler = new Resampler(Pcm.SAMPLE_RATE, Codec.CLOCK_RATE,
            Pcm.FRAME_SAMPLES);
    private G711 law;

    public AudioEncoder(Codec codec) {
        law = codec.law();
    }

    /** Another codec was agreed on; the sound goes on. */
    public void use(Codec next) {
        law = next.law();
    }

    /** Writes the {@link #FRAME_BYTES} of one frame. */
    public void encode(short[] pcm, byte[] out, int offset) {
        int samples = resampler.resample(pcm, 0, Pcm.FRAME_SAMPLES, narrow);
        assert samples == FRAME_BYTES : samples;
        for (int i = 0; i < samples; i++) {
            out[offset + i] = law.encode(narrow[i]);
        }
    }
}
