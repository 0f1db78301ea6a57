package io.antiphon.cli.demo;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Speaks the caller's lines with flite, before the call. The agent never speaks with this voice, and its
 * recogniser was not trained on it.
 */
public final class CallerVoice {

    private static final int RATE = 8_000;
    private static final int WINDOW = RATE / 100;
    private static final int MARGIN_WINDOWS = 3;
    private static final double BELOW_PEAK_DB = 40;
    private static final double SPEECH_LEVEL_DB = -22;
    private static final int PATIENCE_S = 20;

    private final String voice;

    /** {@code rms}, for example: one of the names that {@code flite -lv} prints. */
    public CallerVoice(String voice) {
        this.voice = voice;
    }

    public String name() {
        return "flite " + voice;
    }

    /** Each line as it will be sent; an {@link IOException} says what is missing on this machine. */
    public List<short[]> speak(DemoScript script) throws IOException {
        var sounds = new ArrayList<short[]>();
        for (var line : script.lines()) {
            sounds.add(line.kind() == Line.Kind.DIGIT ? new short[0] : speak(line));
        }
        return sounds;
    }

    private short[] speak(Line line) throws IOException {
        var sound = new short[0];
        for (var part : line.parts()) {
            int pause = sound.length == 0 ? 0 : line.pauseMs() * RATE / 1_000;
            var said = speak(part);
            int from = sound.length + pause;
            sound = Arrays.copyOf(sound, from + said.length);
            System.arraycopy(said, 0, sound, from, said.length);
        }
        return sound;
    }

    /** A sentence at 8 kHz and at the level of speech on a telephone line, without silence at its ends. */
    public short[] speak(String text) throws IOException {
        var file = Files.createTempFile("antiphon-caller", ".wav");
        try {
            run(text, file);
            var wav = Wav.read(file);
            return levelled(trimmed(toTelephone(wav)));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void run(String text, Path file) throws IOException {
        try {
            var flite = new ProcessBuilder("flite", "-voice", voice, "-t", text, "-o",
                    file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!flite.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                flite.destroyForcibly();
                throw new IOException("flite did not finish in " + PATIENCE_S + " s");
            }
            if (flite.exitValue() != 0 || Files.size(file) == 0) {
                throw new IOException(
                        "flite has no voice '" + voice + "' (exit " + flite.exitValue() + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A recording as a telephone carries it: the first channel, at 8 kHz. */
    public static short[] toTelephone(Wav wav) {
        var samples = wav.channels().getFirst();
        if (wav.sampleRate() == RATE) {
            return samples;
        }
        var resampler = new Resampler(wav.sampleRate(), RATE, Math.max(1, samples.length));
        var out = new short[resampler.mostFor(samples.length)];
        return Arrays.copyOf(out, resampler.resample(samples, 0, samples.length, out));
    }

    private static short[] trimmed(short[] sound) {
        int windows = sound.length / WINDOW;
        double peak = -100;
        for (int i = 0; i < windows; i++) {
            peak = Math.max(peak, Pcm.levelDb(sound, i * WINDOW, WINDOW));
        }
        int first = windows;
        int last = 0;
        for (int i = 0; i < windows; i++) {
            if (Pcm.levelDb(sound, i * WINDOW, WINDOW) > peak - BELOW_PEAK_DB) {
                first = Math.min(first, i);
                last = i;
            }
        }
        int from = Math.max(0, first - MARGIN_WINDOWS) * WINDOW;
        int to = Math.min(sound.length, (last + 1 + MARGIN_WINDOWS) * WINDOW);
        return Arrays.copyOfRange(sound, Math.min(from, to), to);
    }

    private static short[] levelled(short[] sound) {
        double gain = Math.pow(10, (SPEECH_LEVEL_DB - Pcm.levelDb(sound, 0, sound.length)) / 20);
        var out = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            out[i] = (short) Math.clamp(Math.round(sound[i] * gain), Short.MIN_VALUE,
                    Short.MAX_VALUE);
        }
        return out;
    }
}
