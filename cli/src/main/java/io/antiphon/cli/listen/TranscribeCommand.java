package io.antiphon.cli.listen;

import io.antiphon.asr.vad.SileroModel;
import io.antiphon.cli.listen.Recording.Channel;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.cli.terminal.Tsv;
import io.antiphon.server.SystemTime;
import io.antiphon.server.Threads;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.SpeechRecognizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon transcribe}. */
@Command(name = "transcribe", mixinStandardHelpOptions = true, description = {
        "Writes down what is said in recordings.", "",
        "Prints a line for each file: file, text, confidence from 0 to 1, real-time factor (0.1: ten times "
                + "faster than it was spoken), with tabs between. Reads WAV of any rate and number of channels: "
                + "linear PCM of 8 to 32 bits, floats, G.711. A file that cannot be read is named, and the "
                + "others are done.",
        ""}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:every file was heard", "1:a file could not be read or heard",
                Exit.USAGE_LINE, Exit.MACHINE_LINE, Exit.BROKEN_LINE})
public final class TranscribeCommand implements Callable<Integer> {

    private static final long FRAME_NS = 20_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings; - for standard input.")
    private List<String> files = List.of();

    @Option(names = "--engine", paramLabel = "NAME", description = "The recogniser: ctc, transducer or vosk. Default: the one whose model it is, or the server's.")
    private Optional<String> engine = Optional.empty();

    @Option(names = "--model", paramLabel = "FOLDER", description = "Its model, or the name of one that was pulled. Default: the one that comes with Antiphon.")
    private Optional<String> model = Optional.empty();

    @ArgGroup
    private Expectation expectation = new Expectation();

    @Option(names = "--vad", paramLabel = "FILE", description = "The voice detector that cuts long recordings into utterances. Default: the server's.")
    private Path detector = Ears.usual().voiceDetectorModel();

    @Option(names = "--channel", paramLabel = "N", description = "Which channel is heard, counted from 1, or mix. Default: mix.")
    private String channel = "mix";

    @Option(names = "--live", description = "Play each file at its own pace and print what is understood as it goes: file, seconds, partial or final, text, confidence.")
    private boolean live;

    @Option(names = "--segments", description = "A line for each utterance: file, start, end, text, confidence, real-time factor.")
    private boolean segments;

    @Option(names = "--no-unk", description = "Leave out [unk], which stands for a word that the engine does not know.")
    private boolean known;

    @Option(names = "--header", negatable = true, description = "Begin with the names of the columns, as is usual on a terminal.")
    private boolean header = Terminal.isAttached();

    @Option(names = "--jobs", paramLabel = "N", description = "Files that are heard at once. Default: one a core.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    /** What is expected: at most one of them. */
    static final class Expectation {

        @Option(names = "--grammar", paramLabel = "PHRASES", description = "Hear nothing but these: 'yes|no|not today', or a file with one on each line. What is none of them is [unk].")
        private Optional<String> only = Optional.empty();

        @Option(names = "--expect", paramLabel = "PHRASES", description = "Hear these more easily, and everything else as well: as a stage of a conversation does.")
        private Optional<String> likely = Optional.empty();

        ExpectedSpeech speech() throws IOException {
            if (only.isPresent()) {
                return Grammar.read(only.get(), true);
            }
            return likely.isPresent()
                    ? Grammar.read(likely.get(), false)
                    : ExpectedSpeech.ANYTHING;
        }
    }

    @Override
    public Integer call() {
        var heard = channel();
        if (jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs is at least 1, not " + jobs);
        }
        try (var recogniser = Ears.recogniser(Ears.choice(engine, model));
                var voices = Ears.detector(detector)) {
            return (live ? live(recogniser, voices, heard) : all(recogniser, voices, heard))
                    ? Exit.OK
                    : Exit.LOST;
        }
    }

    private ExpectedSpeech expected() {
        try {
            return expectation.speech();
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Channel channel() {
        try {
            return Channel.of(channel);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--channel: " + e.getMessage(), e);
        }
    }

    /** Some at once, told in the order in which they were named. */
    private boolean all(SpeechRecognizer recogniser, SileroModel voices, Channel heard) {
        var transcriber = new Transcriber(recogniser, voices, expected(), SystemTime.NANOS);
        var rows = new TranscriptRows(segments, !known);
        var out = spec.commandLine().getOut();
        if (header) {
            out.println(Tsv.row(rows.header().toArray(String[]::new)));
        }
        var workers = new ThreadPoolExecutor(jobs, jobs, 0, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Threads.jobs());
        boolean well = true;
        try {
            var tasks = files.stream()
                    .map(file -> workers.submit(() -> transcriber.transcribe(file, heard)))
                    .toList();
            for (int i = 0; i < tasks.size(); i++) {
                well &= tell(files.get(i), tasks.get(i), rows, out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            workers.shutdownNow();
        }
        return well;
    }

    private boolean tell(String file, Future<Transcription> task, TranscriptRows rows,
            PrintWriter out) throws InterruptedException {
        try {
            rows.rows(task.get()).forEach(out::println);
            out.flush();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                return refused(failure);
            }
            if (e.getCause() instanceof OutOfMemoryError) {
                return refused(new IOException(file + ": does not fit into memory; try --jobs 1, "
                        + "or ANTIPHON_JAVA_OPTIONS=-Xmx6g"));
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean refused(IOException failure) {
        spec.commandLine().getErr().println("antiphon: " + failure.getMessage());
        return false;
    }

    private boolean live(SpeechRecognizer recogniser, SileroModel voices, Channel heard) {
        var out = spec.commandLine().getOut();
        var expected = expected();
        var reader = new LiveRows(out, new TranscriptRows(true, !known));
        if (header) {
            out.println(Tsv.row(TranscriptRows.LIVE.toArray(String[]::new)));
        }
        boolean well = true;
        for (var file : files) {
            try {
                var recording = Recording.read(file, heard);
                long begun = SystemTime.NANOS.nanoTime();
                new LiveTranscriber(recogniser, voices, expected, frame -> await(begun, frame))
                        .transcribe(recording, reader.of(file));
            } catch (IOException e) {
                well = refused(e);
            }
        }
        return well;
    }

    /** A frame is heard when it has been spoken, not when that begins. */
    private static void await(long begun, int frame) {
        long due = begun + (frame + 1) * FRAME_NS;
        for (long left = due - SystemTime.NANOS.nanoTime(); left > 0; left = due
                - SystemTime.NANOS.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
