package io.antiphon.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import io.antiphon.media.codec.AudioDecoder;
import io.antiphon.media.codec.AudioEncoder;
import io.antiphon.media.codec.Codec;
import io.antiphon.testkit.Tone;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** Keys in the sound, as G.711 carries it. */
class ToneReceiverTest {

    private static final String ALL = "123A456B789C*0#D";
    private static final int[] LOW = {697, 770, 852, 941};
    private static final int[] HIGH = {1_209, 1_336, 1_477, 1_633};
    private static final double USUAL_DB = -10;

    @TempDir
    private Path folder;

    private final StringBuilder heard = new StringBuilder();
    private final List<Integer> durations = new ArrayList<>();
    private final ToneReceiver receiver = new ToneReceiver(new KeyListener() {
        @Override
        public void digitPressed(char digit, long nowNs) {
            heard.append(digit);
        }

        @Override
        public void digitReleased(char digit, int durationMs, long nowNs) {
            durations.add(durationMs);
        }
    });

    @ParameterizedTest
    @ValueSource(doubles = {-3, -10, -20, -30})
    void everyKeyIsHeardOnceAtEveryLevel(double levelDb) {
        for (int at = 0; at < ALL.length(); at++) {
            char key = ALL.charAt(at);
            plays(key(key, 60, levelDb, 0, 0));
            plays(new short[ms(60)]);
        }
        assertEquals(ALL, heard.toString());
    }

    /** The shortest key and the shortest pause that there may be (Q.24), wherever our window lies. */
    @Test
    void fortyMillisecondsAreAKeyAndAPauseOfFortyPartsTwoOfTheSame() {
        for (int shift = 0; shift < 20; shift++) {
            plays(new short[ms(100) + 16 * shift]);
            plays(key('5', 40, USUAL_DB, 0, 0));
            plays(new short[ms(40)]);
            plays(key('5', 40, USUAL_DB, 0, 0));
        }
        plays(new short[ms(100)]);
        assertEquals("55".repeat(20), heard.toString());
    }

    @Test
    void twentyMillisecondsAreNoKey() {
        for (int shift = 0; shift < 20; shift++) {
            plays(new short[ms(60) + 16 * shift]);
            plays(key('5', 20, USUAL_DB, 0, 0));
        }
        plays(new short[ms(100)]);
        assertEquals("", heard.toString());
    }

    @Test
    void longKeyIsOneKeyAndAHoleOfTenMillisecondsPartsNone() {
        var pcm = key('8', 500, USUAL_DB, 0, 0);
        Arrays.fill(pcm, ms(200), ms(210), (short) 0);
        plays(pcm);
        plays(new short[ms(100)]);
        assertEquals("8", heard.toString());
        assertEquals(500, durations.getFirst(), 30);
    }

    @ParameterizedTest
    @CsvSource({"4,true", "-8,true", "7,false", "-11,false"})
    void highToneMayBeALittleLouderOrSofterThanTheLowOne(double twistDb, boolean isKey) {
        for (int at = 0; at < ALL.length(); at++) {
            char key = ALL.charAt(at);
            plays(key(key, 60, USUAL_DB, twistDb, 0));
            plays(new short[ms(60)]);
        }
        assertEquals(isKey ? ALL : "", heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"0.7,true", "-0.7,true", "3.5,false", "-3.5,false"})
    void tonesMayBeALittleOff(double percent, boolean areKeys) {
        for (int at = 0; at < ALL.length(); at++) {
            char key = ALL.charAt(at);
            plays(key(key, 60, USUAL_DB, 0, percent));
            plays(new short[ms(60)]);
        }
        assertEquals(areKeys ? ALL : "", heard.toString());
    }

    @Test
    void noiseFifteenDecibelsBelowHidesNoKey() {
        for (int at = 0; at < ALL.length(); at++) {
            char key = ALL.charAt(at);
            plays(with(key(key, 60, -20, 0, 0), Tone.noise(key, 1_720, ms(60))));
            plays(Tone.noise(key + 1L, 1_720, ms(60)));
        }
        assertEquals(ALL, heard.toString());
    }

    @Test
    void noiseAndSingleTonesAreNoKeys() {
        plays(Tone.noise(1, 12_000, ms(20_000)));
        for (int hertz = 300; hertz < 3_400; hertz += 7) {
            plays(Tone.sine(hertz, 9_000, ms(60)));
        }
        assertEquals("", heard.toString());
    }

    @Test
    void whileAKeySoundsThereIsNothingToRecognise() {
        plays(key('1', 100, USUAL_DB, 0, 0));
        assertTrue(receiver.isSounding());
        plays(new short[ms(60)]);
        assertFalse(receiver.isSounding());
    }

    @ParameterizedTest
    @ValueSource(strings = {"flite:slt", "flite:rms", "flite:awb", "flite:kal", "espeak-ng:en-us"})
    void minutesOfSpeechAreNoKeys(String voice) throws Exception {
        var speech = speech(voice);
        int seconds = speech.length / Pcm.SAMPLE_RATE;
        assertTrue(seconds > 60, "seconds of speech: " + seconds);
        for (double gain : new double[]{1, 0.3}) {
            var pcm = new short[speech.length];
            for (int i = 0; i < pcm.length; i++) {
                pcm[i] = (short) (gain * speech[i]);
            }
            plays(pcm);
        }
        assertEquals("", heard.toString(), "in " + seconds + " s of " + voice);
    }

    @Test
    void nothingIsAllocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var silent = new ToneReceiver((_, _) -> {});
        var tone = key('5', 20, USUAL_DB, 0, 0);
        var pause = new short[Pcm.FRAME_SAMPLES];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int frame = 0; frame < 2_000; frame++) {
                silent.hear(frame % 8 < 4 ? tone : pause, 0);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    /** Several minutes of prose: our own, as good as any, with its numbers and abbreviations. */
    private short[] speech(String voice) throws Exception {
        String text;
        try (Stream<String> lines = Files.lines(Path.of("..", "docs", "architecture.md"))) {
            text = lines.filter(line -> !line.startsWith("|"))
                    .collect(Collectors.joining(" "))
                    .replaceAll("[^A-Za-z0-9 .,]", " ");
        }
        var file = folder.resolve("speech.wav");
        int colon = voice.indexOf(':');
        String engine = voice.substring(0, colon);
        String name = voice.substring(colon + 1);
        var words = text.substring(0, Math.min(3_000, text.length()));
        var command = engine.equals("flite")
                ? List.of("flite", "-voice", name, "-t", words, "-o", file.toString())
                : List.of("espeak-ng", "-v", name, "-w", file.toString(), words);
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            assertEquals(0, status, command::toString);
        } catch (IOException e) {
            throw new TestAbortedException("skipped, because there is no " + engine, e);
        }
        var wav = Wav.read(file);
        var pcm = wav.channels().getFirst();
        var resampler = new Resampler(wav.sampleRate(), Pcm.SAMPLE_RATE, pcm.length);
        var out = new short[resampler.mostFor(pcm.length)];
        return Arrays.copyOf(out, resampler.resample(pcm, 0, pcm.length, out));
    }

    private final AudioEncoder encoder = new AudioEncoder(Codec.PCMU);
    private final AudioDecoder decoder = new AudioDecoder(Codec.PCMU);
    private final short[] rest = new short[Pcm.FRAME_SAMPLES];
    private int resting;

    /** Through the telephone, in frames of 20 ms; what does not fill one waits for what follows. */
    private void plays(short[] pcm) {
        for (short sample : pcm) {
            rest[resting++] = sample;
            if (resting == rest.length) {
                resting = 0;
                var payload = new byte[AudioEncoder.FRAME_BYTES];
                encoder.encode(rest, payload, 0);
                var out = new short[AudioDecoder.mostSamples()];
                int samples = decoder.decode(payload, payload.length, out);
                receiver.hear(Arrays.copyOf(out, samples), 0);
            }
        }
    }

    private static int ms(int ms) {
        return ms * Pcm.SAMPLE_RATE / 1_000;
    }

    /** Both tones together have this level, in dB below full scale. */
    private static short[] key(char key, int ms, double levelDb, double twistDb, double percent) {
        int at = ALL.indexOf(key);
        double twist = Math.pow(10, twistDb / 20);
        double low = Math.sqrt(2 * 32_768.0 * 32_768 * Math.pow(10, levelDb / 10)
                / (1 + twist * twist));
        double off = 1 + percent / 100;
        return with(Tone.sine(LOW[at / 4] * off, (int) low, ms(ms)),
                Tone.sine(HIGH[at % 4] * off, (int) (low * twist), ms(ms)));
    }

    private static short[] with(short[] one, short[] other) {
        var sum = new short[one.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (short) Math.clamp(one[i] + other[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return sum;
    }
}
