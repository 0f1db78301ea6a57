package io.antiphon.asr.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.model.Loaded.Ready;
import io.antiphon.asr.model.Loaded.Refused;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The model that comes with the product in smart-turn's container looks at turns of voices that its training
 * never heard. The recipe wrote down what it sees there, and says.
 */
class ShippedWindowModelTest {

    private static final int FRAME = Pcm.FRAME_SAMPLES;
    private static final int FRAMES_BEFORE_ONSET = 27;
    private static final int FRAMES_OF_SILENCE = 7;

    /** The recipe wrote down the features of every 25th frame. */
    private static final int EVERY = 25;

    /** A turn as the recipe recorded it: from 540 ms before the onset until the model is asked. */
    private record Recorded(String file, boolean isFinished, float likelihood) {

        static Recorded parse(String line) {
            var fields = line.split("\t", -1);
            return new Recorded(fields[0], fields[1].equals("finished"),
                    Float.parseFloat(fields[2]));
        }
    }

    private final Path file = Shipped.windowModel();
    private final Path folder = file.resolveSibling("fixtures/window");
    private final List<Recorded> turns = recorded();

    private List<Recorded> recorded() {
        try {
            return Files.readAllLines(folder.resolve("answers.tsv"))
                    .stream()
                    .map(Recorded::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void featuresAreThoseOfTheRecipe() throws IOException {
        var expected = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("features.f32")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var sound = sound(turns.getFirst());
        var window = new short[WindowMel.SAMPLES];
        System.arraycopy(sound, 0, window, window.length - sound.length, sound.length);
        var features = FloatBuffer.allocate(WindowMel.BINS * WindowMel.FRAMES);
        new WindowMel().write(window, features);
        int perBin = WindowMel.FRAMES / EVERY;
        assertEquals(WindowMel.BINS * perBin, expected.capacity());
        for (int i = 0; i < expected.capacity(); i++) {
            int frame = i % perBin * EVERY + EVERY - 1;
            int at = i / perBin * WindowMel.FRAMES + frame;
            assertEquals(expected.get(i), features.get(at), 0.002,
                    "bin " + i / perBin + ", frame " + frame);
        }
    }

    @Test
    void likelihoodsAreThoseOfTheRecipe() throws IOException {
        try (var model = load()) {
            for (var turn : turns) {
                assertEquals(turn.likelihood(), turnOver(model, turn), 0.005, turn.file());
            }
        }
    }

    /** A dozen turns tell no more than that; the card has the figures of 1,261. */
    @Test
    void finishedTurnsSoundMoreSoThanBrokenOnesOnAverage() throws IOException {
        double finished = 0;
        double broken = 0;
        try (var model = load()) {
            for (var turn : turns) {
                double over = turnOver(model, turn);
                finished += turn.isFinished() ? over : 0;
                broken += turn.isFinished() ? 0 : over;
            }
        }
        assertTrue(finished > broken, finished + ", " + broken);
    }

    /** From the question to the answer on one thread: resampled sound, features, network. */
    @Test
    void costsAFractionOfThePauseThatItJudges() throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        try (var model = load()) {
            for (int round = 0; round < 30; round++) {
                long before = threads.getCurrentThreadCpuTime();
                turnOver(model, turns.getFirst());
                least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
            }
        }
        System.out.printf("window model: %.1f ms an answer%n", least / 1e6);
    }

    private TurnModel load() {
        return switch (TurnModel.load(file, Runnable::run)) {
            case Ready(var model) -> model;
            case Refused(var failure) -> throw new AssertionError(failure);
        };
    }

    private float turnOver(TurnModel model, Recorded turn) throws IOException {
        var sound = sound(turn);
        int frames = sound.length / FRAME;
        try (var detector = model.open()) {
            for (int frame = 0; frame < frames; frame++) {
                if (frame == FRAMES_BEFORE_ONSET) {
                    detector.speechStarts();
                }
                if (frame == frames - FRAMES_OF_SILENCE) {
                    detector.speechPauses();
                }
                detector.hear(Arrays.copyOfRange(sound, frame * FRAME, (frame + 1) * FRAME));
            }
            return detector.turnOver();
        }
    }

    private short[] sound(Recorded turn) throws IOException {
        var wav = Wav.read(folder.resolve(turn.file()));
        return Resampler.whole(wav.channels().getFirst(), wav.sampleRate(), Pcm.SAMPLE_RATE);
    }
}
