package io.antiphon.server.peer;

import io.antiphon.asr.Recognizers;
import io.antiphon.asr.model.Loaded;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import io.antiphon.media.codec.AudioEncoder;
import io.antiphon.media.codec.Codec;
import io.antiphon.server.config.Defaults;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.SpeechRecognizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/** A person of Debian's flite, whom the recogniser has not met in training. */
final class Speech {

    private static final int TELEPHONE = 8_000;
    private static final int WINDOW = 160;
    private static final double VOICED_DB = -45;

    private Speech() {}

    /** As a PBX plays it. */
    static Wav wav(String words) throws Exception {
        return Wav.mono(TELEPHONE, says(words, TELEPHONE));
    }

    /** As RTP carries it. */
    static byte[] ulaw(String words) throws Exception {
        var pcm = says(words, Pcm.SAMPLE_RATE);
        int frames = pcm.length / Pcm.FRAME_SAMPLES;
        var payload = new byte[frames * AudioEncoder.FRAME_BYTES];
        var encoder = new AudioEncoder(Codec.PCMU);
        for (int i = 0; i < frames; i++) {
            var frame = Arrays.copyOfRange(pcm, i * Pcm.FRAME_SAMPLES, (i + 1) * Pcm.FRAME_SAMPLES);
            encoder.encode(frame, payload, i * AudioEncoder.FRAME_BYTES);
        }
        return payload;
    }

    private static short[] says(String words, int rate) throws Exception {
        var file = Files.createTempFile("speech", ".wav");
        try {
            var flite = new ProcessBuilder("flite", "-voice", "rms", "-t", words, "-o",
                    file.toString())
                    .inheritIO()
                    .start();
            if (flite.waitFor() != 0) {
                throw new IllegalStateException("flite ended with " + flite.exitValue());
            }
            var wav = Wav.read(file);
            var pcm = wav.channels().getFirst();
            var resampler = new Resampler(wav.sampleRate(), rate, pcm.length);
            var out = new short[resampler.mostFor(pcm.length)];
            return Arrays.copyOf(out, resampler.resample(pcm, 0, pcm.length, out));
        } catch (IOException e) {
            throw new TestAbortedException(
                    "skipped, because flite is not installed: apt-get install flite", e);
        } finally {
            Files.delete(file);
        }
    }

    /** What our recogniser makes of a recording. */
    static String words(Wav wav) {
        var pcm = Resampler.whole(wav.mixed(), wav.sampleRate(), Pcm.SAMPLE_RATE);
        var engines = Defaults.with(Path.of("..", "models")).engines();
        return switch (Recognizers.open(engines.recogniser(), engines.recogniserModel())) {
            case Loaded.Ready<SpeechRecognizer>(var recogniser) -> {
                try (recogniser; var stream = recogniser.open()) {
                    for (int at = 0; at < pcm.length; at += Pcm.FRAME_SAMPLES) {
                        var _ = stream.hear(Arrays.copyOfRange(pcm, at, at + Pcm.FRAME_SAMPLES),
                                Pcm.FRAME_SAMPLES);
                    }
                    yield stream.finish() instanceof Heard heard ? heard.text() : "";
                }
            }
            case Loaded.Refused<SpeechRecognizer>(var failure) ->
                throw new AssertionError(failure.detail());
        };
    }

    /** How much of a stretch of the recording is louder than {@value #VOICED_DB} dB, in windows of 20 ms. */
    static double voicedSeconds(Wav wav, int fromS, int toS) {
        var pcm = wav.channels().getFirst();
        int voiced = 0;
        int end = Math.min(toS * wav.sampleRate(), pcm.length);
        for (int at = fromS * wav.sampleRate(); at + WINDOW <= end; at += WINDOW) {
            voiced += Pcm.levelDb(pcm, at, WINDOW) > VOICED_DB ? 1 : 0;
        }
        return voiced * (double) WINDOW / wav.sampleRate();
    }
}
