package io.antiphon.tts.sound;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import java.util.Arrays;
import java.util.Optional;

/** Brings the pieces of one clause to 16 kHz without a seam between them. Belongs to the thread that speaks. */
public final class RateChange {

    private static final int BLOCK = 1_024;

    private final Optional<Resampler> resampler;

    public RateChange(int fromRate) {
        resampler = fromRate == Pcm.SAMPLE_RATE
                ? Optional.empty()
                : Optional.of(new Resampler(fromRate, Pcm.SAMPLE_RATE, BLOCK));
    }

    /** The next piece at 16 kHz: the same array if it has that rate already. */
    public short[] next(short[] piece) {
        return resampler.isEmpty() ? piece : resampled(resampler.get(), piece);
    }

    private static short[] resampled(Resampler resampler, short[] piece) {
        var out = new short[resampler.mostFor(piece.length) + BLOCK];
        var block = new short[resampler.mostFor(BLOCK)];
        int written = 0;
        for (int at = 0; at < piece.length; at += BLOCK) {
            int got = resampler.resample(piece, at, Math.min(BLOCK, piece.length - at), block);
            int kept = Math.min(got, out.length - written);
            System.arraycopy(block, 0, out, written, kept);
            written += kept;
        }
        return Arrays.copyOf(out, written);
    }
}
