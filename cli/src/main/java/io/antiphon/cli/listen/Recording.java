package io.antiphon.cli.listen;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The sound of a file as the engines want it: one channel at 16 kHz. */
final class Recording {

    private static final long MOST_SECONDS = 6 * 3_600L;

    private final String name;
    private final short[] pcm;

    private Recording(String name, short[] pcm) {
        this.name = name;
        this.pcm = pcm;
    }

    /** Which channel is heard: counted from 1, or 0 for all of them in one. */
    record Channel(int number) {

        static final Channel MIX = new Channel(0);

        static Channel of(String written) {
            if (written.toLowerCase(Locale.ROOT).equals("mix")) {
                return MIX;
            }
            if (!written.matches("[1-9]\\d{0,2}")) {
                throw new IllegalArgumentException(
                        "expected mix or the number of a channel, counted from 1; found '"
                                + written + "'");
            }
            return new Channel(Integer.parseInt(written));
        }
    }

    /** Reads a WAV file, or standard input for {@code -}; an {@link IOException} says what is wrong. */
    static Recording read(String file, Channel channel) throws IOException {
        var wav = wav(file);
        if (wav.length() == 0) {
            throw new IOException(file + ": holds no sound");
        }
        if (wav.length() / wav.sampleRate() > MOST_SECONDS) {
            throw new IOException(file + ": longer than " + MOST_SECONDS / 3_600 + " hours");
        }
        var sound = Resampler.whole(heard(wav, file, channel), wav.sampleRate(), Pcm.SAMPLE_RATE);
        return new Recording(file, Loudness.fit(sound));
    }

    private static Wav wav(String file) throws IOException {
        if (file.equals("-")) {
            return Wav.parse(System.in.readAllBytes(), "standard input");
        }
        try {
            return Wav.read(Path.of(file));
        } catch (InvalidPathException e) {
            throw new IOException(file + ": not a file name on this machine", e);
        }
    }

    private static short[] heard(Wav wav, String file, Channel channel) throws IOException {
        if (channel.number() == 0) {
            return wav.mixed();
        }
        if (channel.number() > wav.channels().size()) {
            throw new IOException(file + ": has no channel " + channel.number() + ", only "
                    + wav.channels().size());
        }
        return wav.channels().get(channel.number() - 1);
    }

    /** What errors and rows call it. */
    String name() {
        return name;
    }

    int length() {
        return pcm.length;
    }

    /** Copies as many samples from there on as fit; answers how many those are. */
    int copy(int at, short[] into) {
        int count = Math.min(into.length, pcm.length - at);
        System.arraycopy(pcm, at, into, 0, count);
        return count;
    }

    /** How many frames there are; the last one may be cut short. */
    int frames() {
        return (pcm.length + Pcm.FRAME_SAMPLES - 1) / Pcm.FRAME_SAMPLES;
    }

    /** Copies a frame; the last one is padded with silence. */
    void frame(int number, short[] into) {
        int count = copy(number * Pcm.FRAME_SAMPLES, into);
        Arrays.fill(into, count, into.length, (short) 0);
    }

    long durationNs() {
        return Pcm.samplesToNs(pcm.length);
    }
}
