package io.antiphon.server.call;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A recording that calls may hear: frames of 20 ms at 16 kHz, the last one filled up with silence. Nobody changes them.
 */
public record Sound(List<short[]> frames) {

    private static final int LONGEST_S = 600;

    public Sound {
        frames = List.copyOf(frames);
    }

    long lengthNs() {
        return frames.size() * Pcm.FRAME_NS;
    }

    /** Reads a WAV file of any rate; an {@link IOException} says what is wrong with one that cannot be used. */
    public static Sound read(Path file) throws IOException {
        var wav = Wav.read(file);
        if (wav.length() == 0) {
            throw new IOException(file + ": nothing is in it");
        }
        if (wav.length() / wav.sampleRate() > LONGEST_S) {
            throw new IOException(file + ": longer than " + LONGEST_S / 60 + " minutes");
        }
        var pcm = Resampler.whole(wav.mixed(), wav.sampleRate(), Pcm.SAMPLE_RATE);
        var frames = new ArrayList<short[]>();
        for (int at = 0; at < pcm.length; at += Pcm.FRAME_SAMPLES) {
            frames.add(Arrays.copyOfRange(pcm, at, at + Pcm.FRAME_SAMPLES));
        }
        return new Sound(frames);
    }
}
