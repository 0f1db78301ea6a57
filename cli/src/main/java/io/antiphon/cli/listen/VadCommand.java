package io.antiphon.cli.listen;

import io.antiphon.asr.vad.SileroModel;
import io.antiphon.cli.listen.Recording.Channel;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Tsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon vad}. */
@Command(name = "vad", mixinStandardHelpOptions = true, description = {
        "Says where in recordings somebody speaks.", "",
        "Prints a line for each stretch of speech: file, start, end, duration in seconds, mean likelihood, "
                + "with tabs between. Reads the same files as transcribe.",
        ""}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:every file was heard, with or without speech in it",
                "1:a file could not be read", Exit.USAGE_LINE, Exit.MACHINE_LINE,
                Exit.BROKEN_LINE})
public final class VadCommand implements Callable<Integer> {

    private static final int MS_PER_FRAME = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings; - for standard input.")
    private List<String> files = List.of();

    @Option(names = "--model", paramLabel = "FILE", description = "A Silero-shaped ONNX file. Default: the server's.")
    private Path model = Ears.usual().voiceDetectorModel();

    @Option(names = "--threshold", paramLabel = "P", description = "How likely speech must be to begin a stretch, from 0 to 1. Default: 0.5.")
    private double threshold = 0.5;

    @Option(names = "--pause", paramLabel = "MS", description = "How long a pause ends a stretch. Default: 300.")
    private int pauseMs = 300;

    @Option(names = "--channel", paramLabel = "N", description = "Which channel is heard, counted from 1, or mix. Default: mix.")
    private String channel = "mix";

    @Option(names = "--frames", description = "A line for each 20 ms instead: file, start, likelihood.")
    private boolean frames;

    @Option(names = "--header", negatable = true, description = "Begin with the names of the columns, as is usual on a terminal.")
    private boolean header = Terminal.isAttached();

    @Override
    public Integer call() {
        var heard = checked();
        var out = spec.commandLine().getOut();
        if (header) {
            out.println(frames
                    ? Tsv.row("file", "start", "likelihood")
                    : Tsv.row("file", "start", "end", "duration", "likelihood"));
        }
        int status = Exit.OK;
        try (var detector = Ears.detector(model)) {
            for (var file : files) {
                try {
                    tell(file, likelihoods(Recording.read(file, heard), detector));
                } catch (IOException e) {
                    spec.commandLine().getErr().println("antiphon: " + e.getMessage());
                    status = Exit.LOST;
                }
            }
        }
        return status;
    }

    private Channel checked() {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new ParameterException(spec.commandLine(),
                    "--threshold is above 0 and at most 1, not " + threshold);
        }
        if (pauseMs < MS_PER_FRAME) {
            throw new ParameterException(spec.commandLine(),
                    "--pause is at least " + MS_PER_FRAME + ", not " + pauseMs);
        }
        try {
            return Channel.of(channel);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--channel: " + e.getMessage(), e);
        }
    }

    private static float[] likelihoods(Recording recording, SileroModel model) {
        try (var detector = model.open()) {
            return Ears.likelihoods(recording, detector);
        }
    }

    private void tell(String file, float[] likelihoods) {
        var out = spec.commandLine().getOut();
        if (frames) {
            for (int i = 0; i < likelihoods.length; i++) {
                out.println(Tsv.row(file, TranscriptRows.seconds(i),
                        TranscriptRows.number(likelihoods[i])));
            }
        } else {
            var finder = new SpeechFinder(threshold, pauseMs / MS_PER_FRAME);
            for (var stretch : Transcriber.stretches(likelihoods, finder)) {
                out.println(Tsv.row(file, TranscriptRows.seconds(stretch.start()),
                        TranscriptRows.seconds(stretch.end()),
                        TranscriptRows.seconds(stretch.end() - stretch.start()),
                        TranscriptRows.number(stretch.likelihood())));
            }
        }
        out.flush();
    }
}
