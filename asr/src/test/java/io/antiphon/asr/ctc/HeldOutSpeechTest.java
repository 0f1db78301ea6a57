package io.antiphon.asr.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped recogniser on telephone recordings of voices that it was not trained on. */
class HeldOutSpeechTest {

    private static final int FRAME = Pcm.FRAME_SAMPLES;

    private Path folder = Path.of("");
    private SpeechRecognizer recognizer = new NoRecognizer();

    @BeforeEach
    void load() {
        folder = Shipped.recognizer();
        recognizer = CtcStreamTest.loaded(folder);
    }

    @AfterEach
    void close() {
        recognizer.close();
    }

    @Test
    void mostWordsAreUnderstood() throws IOException {
        int wrong = 0;
        int words = 0;
        long cpuNs = 0;
        long soundNs = 0;
        try (var stream = recognizer.open()) {
            feed(stream, telephone("00-flite-rms.wav"));
            stream.cancel();
            var rows = Files.readAllLines(folder.resolve("fixtures/held-out/transcripts.tsv"));
            for (var row : rows.subList(1, rows.size())) {
                var columns = row.split("\t", -1);
                var pcm = telephone(columns[0]);
                long before = cpuNs();
                int first = feed(stream, pcm);
                var heard = (Heard) stream.finish();
                cpuNs += cpuNs() - before;
                soundNs += Pcm.samplesToNs(pcm.length);
                wrong += errors(columns[2], heard.text());
                words += columns[2].split(" ", -1).length;
                System.out.printf("said  %s%nheard %s (%.2f; first word after %d ms)%n", columns[2],
                        heard.text(), heard.confidence(), first);
            }
        }
        System.out.printf("word errors %.1f %% of %d, %.4f s of processor for a second of sound%n",
                100.0 * wrong / words, words, (double) cpuNs / soundNs);
        assertTrue(wrong <= 0.2 * words, wrong + " of " + words + " words wrong");
    }

    @Test
    void aRehearsedEndIsTheEnd() throws IOException {
        try (var stream = recognizer.open(); var asked = recognizer.open()) {
            var pcm = telephone("00-flite-rms.wav");
            for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
                var frame = Arrays.copyOfRange(pcm, at, at + FRAME);
                assertEquals(stream.hear(frame, FRAME), asked.hear(frame, FRAME));
                if (at % (10 * FRAME) == 0) {
                    assertTrue(asked.ifFinished() instanceof Heard);
                }
            }
            assertEquals(stream.finish(), asked.finish());
        }
    }

    @Test
    void aRehearsalCostsNoMoreThanItsSteps() throws IOException {
        try (var stream = recognizer.open()) {
            feed(stream, telephone("01-flite-rms.wav"));
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 50; i++) {
                long before = cpuNs();
                assertTrue(stream.ifFinished() instanceof Heard);
                least = Math.min(least, cpuNs() - before);
            }
            System.out.printf("rehearsing the end takes %.2f ms%n", least / 1e6);
            assertTrue(least < 50_000_000, least + " ns");
        }
    }

    /** Answers after how many milliseconds of the recording the first word was understood. */
    private static int feed(RecognitionStream stream, short[] pcm) {
        int first = -1;
        for (int at = 0; at < pcm.length; at += FRAME) {
            int count = Math.min(FRAME, pcm.length - at);
            var heard = (Heard) stream.hear(Arrays.copyOfRange(pcm, at, at + count), count);
            if (first < 0 && !heard.words().isEmpty()) {
                first = (at + count) / 16;
            }
        }
        return first;
    }

    private short[] telephone(String name) throws IOException {
        var wav = Wav.read(folder.resolve("fixtures/held-out").resolve(name));
        var resampler = new Resampler(wav.sampleRate(), Pcm.SAMPLE_RATE, wav.length());
        var out = new short[resampler.mostFor(wav.length())];
        int length = resampler.resample(wav.channels().get(0), 0, wav.length(), out);
        return Arrays.copyOf(out, length);
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Words to change, add or remove. */
    private static int errors(String said, String heard) {
        List<String> from = words(said);
        List<String> to = words(heard);
        var row = new int[to.size() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.size(); j++) {
                int same = diagonal + (from.get(i - 1).equals(to.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.size()];
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }

    /** Before there is one. */
    private static final class NoRecognizer implements SpeechRecognizer {

        @Override
        public String name() {
            return "none";
        }

        @Override
        public RecognitionStream open() {
            throw new IllegalStateException("not loaded");
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
