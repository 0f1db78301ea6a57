package io.antiphon.cli.say;

import io.antiphon.audio.Pcm;
import io.antiphon.cli.models.ModelStore;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.cli.terminal.Tsv;
import io.antiphon.fault.EngineFailure;
import io.antiphon.server.Home;
import io.antiphon.server.SystemTime;
import io.antiphon.server.config.Defaults;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.tts.Voice;
import io.antiphon.tts.VoiceConfig;
import io.antiphon.tts.Voices;
import io.antiphon.tts.Voices.Opened;
import io.antiphon.tts.cache.PhraseCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon say}. */
@Command(name = "say", mixinStandardHelpOptions = true, description = {
        "Says a text, and writes the sound to a WAV file.", "",
        "Prints a line: file, voice, seconds of sound, milliseconds to the first of it, real-time factor, with "
                + "tabs between.",
        ""}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:all of it was said", "1:the voice failed, or the file cannot be written",
                Exit.USAGE_LINE,
                "3:the voice is not on this machine", Exit.BROKEN_LINE})
public final class SayCommand implements Callable<Integer> {

    private static final String STANDARD = "-";
    private static final double NS_PER_MS = 1e6;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "What to say; - for standard input.")
    private List<String> words = List.of();

    @Option(names = {"-o",
            "--out"}, paramLabel = "FILE", description = "Where the sound goes; - for standard output. Default: say.wav.")
    private String out = "say.wav";

    @Option(names = "--voice", paramLabel = "NAME", description = "One of --voices, or piper:FILE.onnx. Default: the server's first voice that speaks.")
    private List<String> voices = Defaults.with(models()).engines().voices();

    @Option(names = "--rate", paramLabel = "HERTZ", description = "8000 or 16000. Default: 16000.")
    private int rate = Pcm.SAMPLE_RATE;

    @Option(names = "--voices", description = "List the voices of this machine instead.")
    private boolean list;

    @Override
    public Integer call() {
        if (list) {
            VoiceList.all(ModelStore.usual(System.getenv()).roots())
                    .forEach(spec.commandLine().getOut()::println);
            return Exit.OK;
        }
        if (rate != Pcm.SAMPLE_RATE && rate != Pcm.SAMPLE_RATE / 2) {
            throw new ParameterException(spec.commandLine(),
                    "--rate is 8000 or 16000, not " + rate);
        }
        var text = text();
        try (var voice = voice()) {
            return say(text, voice);
        }
    }

    private String text() {
        var text = String.join(" ", words).strip();
        if (text.equals(STANDARD)) {
            try {
                text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new Trouble(Exit.LOST, "standard input: " + e.getMessage(), e);
            }
        }
        if (text.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "there is nothing to say");
        }
        return text;
    }

    private Voice voice() {
        try {
            // Nothing is prepared ahead, so the worker has nothing to do and the cache need hold nothing.
            var opened = Voices.open(new VoiceConfig(voices), new PhraseCache(0), Runnable::run,
                    SystemTime.NANOS);
            return switch (opened) {
                case Opened.Speaking speaking -> speaking.voice();
                case Opened.Silent(var failures) -> throw new Trouble(Exit.MACHINE,
                        failures.stream()
                                .map(SayCommand::words)
                                .collect(Collectors.joining("\nantiphon: ")));
            };
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--voice: " + e.getMessage(), e);
        }
    }

    private int say(String text, SpeechSynthesizer voice) {
        var speech = Speech.of(text, voice, SystemTime.NANOS);
        if (speech.failure().isPresent()) {
            throw new Trouble(Exit.LOST, words(speech.failure().get()));
        }
        var sound = speech.wav(rate);
        try {
            if (out.equals(STANDARD)) {
                System.out.write(sound.bytes());
                System.out.flush();
            } else {
                sound.write(Path.of(out));
            }
        } catch (IOException e) {
            throw new Trouble(Exit.LOST, out + " cannot be written: " + e.getMessage(), e);
        }
        tell(speech, voice.name(), out.equals(STANDARD)
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut());
        return Exit.OK;
    }

    private void tell(Speech speech, String voice, PrintWriter to) {
        to.println(Tsv.row(out, voice, number("%.2f", speech.seconds()),
                number("%.1f", speech.firstNs() / NS_PER_MS),
                number("%.3f", speech.realTimeFactor())));
        to.flush();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String words(EngineFailure failure) {
        return failure.engine() + ": " + failure.detail();
    }

    private static Path models() {
        return Home.directory().resolve("models");
    }
}
