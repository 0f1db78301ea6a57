package io.antiphon.bench;

import io.antiphon.asr.Recognizers;
import io.antiphon.asr.model.Loaded;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import io.antiphon.speech.Recognition;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What recognition costs, from samples to words.
 *
 * <p>Question: how much of a core does one speaking caller take, and how long does the end of a turn keep the
 * caller waiting? {@link #second} is for a second of speech in frames of 20 ms; budget: 100 ms, a tenth of a
 * core. {@link #end} is what is left to do when the turn is over, and the frame before; budget: 60 ms.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = {ServerJvm.COLLECTOR, ServerJvm.HEADERS, ServerJvm.HEAP,
        ServerJvm.HEAP_AT_ONCE, ServerJvm.NATIVE, ServerJvm.UNSAFE})
public class RecognitionBench {

    private static final int FRAMES = 50;

    /** The recogniser of this installation, and a recording that came with it. */
    @State(Scope.Thread)
    public static class Ears {

        private final Path folder = folder();
        private final short[] speech = speech(folder.resolve("fixtures/held-out"));
        private final SpeechRecognizer recognizer = load(folder);
        private final RecognitionStream stream = recognizer.open();
        private final short[] frame = new short[Pcm.FRAME_SAMPLES];
        private int next;

        /** The recording over and over; an utterance ends where it does. */
        Recognition hearOn() {
            if (next + frame.length > speech.length) {
                next = 0;
                stream.cancel();
            }
            System.arraycopy(speech, next, frame, 0, frame.length);
            next += frame.length;
            return stream.hear(frame, frame.length);
        }

        private static SpeechRecognizer load(Path folder) {
            return switch (Recognizers.open("ctc", folder)) {
                case Loaded.Ready<SpeechRecognizer>(var ready) -> ready;
                case Loaded.Refused<SpeechRecognizer>(var failure) ->
                    throw new IllegalStateException(failure.detail());
            };
        }

        private static Path folder() {
            var models = Shipped.models().resolve("asr");
            return Stream.of("telephone", "front-desk")
                    .map(models::resolve)
                    .filter(folder -> Files.exists(folder.resolve("model.onnx")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no recogniser in " + models));
        }

        private static short[] speech(Path recordings) {
            try (var files = Files.list(recordings)) {
                var file = files.filter(name -> name.toString().endsWith(".wav"))
                        .sorted()
                        .findFirst()
                        .orElseThrow();
                var wav = Wav.read(file);
                var resampler = new Resampler(wav.sampleRate(), Pcm.SAMPLE_RATE, wav.length());
                var pcm = new short[resampler.mostFor(wav.length())];
                resampler.resample(wav.channels().get(0), 0, wav.length(), pcm);
                return pcm;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @TearDown
        public void close() {
            stream.close();
            recognizer.close();
        }
    }

    @Benchmark
    public Recognition second(Ears ears) {
        for (int i = 1; i < FRAMES; i++) {
            ears.hearOn();
        }
        return ears.hearOn();
    }

    @Benchmark
    public Recognition end(Ears ears) {
        ears.hearOn();
        return ears.stream.ifFinished();
    }
}
