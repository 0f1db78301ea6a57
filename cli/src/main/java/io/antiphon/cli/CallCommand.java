package io.antiphon.cli;

import io.antiphon.audio.Wav;
import io.antiphon.cli.demo.CallerVoice;
import io.antiphon.cli.demo.DemoCaller;
import io.antiphon.cli.demo.DemoScript;
import io.antiphon.cli.demo.EventLine;
import io.antiphon.cli.phone.Phone.Held;
import io.antiphon.cli.phone.Reciter;
import io.antiphon.cli.phone.Softphone;
import io.antiphon.cli.phone.Talker;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.cli.wire.Pcap;
import io.antiphon.cli.wire.WireMeter;
import io.antiphon.cli.wire.WireRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon call}: a test call from the terminal. The caller of the demonstration is this, too. */
@Command(name = "call", mixinStandardHelpOptions = true, description = "Places a call, says something, listens, and records both sides.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:the call was held", "1:there was no call, or no sound came back", Exit.USAGE_LINE,
        Exit.MACHINE_LINE, Exit.BROKEN_LINE})
final class CallCommand implements Callable<Integer> {

    private static final long LISTEN_FIRST_NS = 1_500_000_000L;
    private static final double MS_PER_S = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URI", description = "Whom to call: sip:100@host or sip:100@host:5060.")
    private String uri = "";

    @ArgGroup
    private Words words = new Words();

    @Option(names = "--voice", paramLabel = "NAME", description = "The voice of flite that says it. Default: rms.")
    private String voice = "rms";

    @Option(names = "--duration", paramLabel = "SECONDS", description = "Hang up after so long. Default: 15.")
    private int seconds = 15;

    @Option(names = "--from", paramLabel = "ADDRESS", description = "The address of this machine to call from. Default: the one that leads there.")
    private String host = "0.0.0.0";

    @Option(names = "--record", paramLabel = "FILE", description = "Where both sides go, as WAV, the caller left. Default: call.wav.")
    private Path recording = Path.of("call.wav");

    @Option(names = "--pcap", paramLabel = "FILE", description = "Keep the packets too, for Wireshark.")
    private Optional<Path> pcap = Optional.empty();

    /** What to say: at most one of them. */
    static final class Words {

        @Option(names = "--wav", paramLabel = "FILE", description = "Say this recording.")
        private Optional<Path> wav = Optional.empty();

        @Option(names = "--say", paramLabel = "TEXT", description = "Say this, with flite.")
        private Optional<String> text = Optional.empty();

        @Option(names = "--script", paramLabel = "NAME", hidden = true, description = "Follow a script of the demonstration, and tell of it as JSON lines.")
        private Optional<String> script = Optional.empty();
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var diary = new Diary(out);
        var talker = talker(diary);
        try (var softphone = Softphone.open(host)) {
            var held = diary
                    .during(() -> softphone.phone().call(uri, talker, Duration.ofSeconds(seconds)));
            if (pcap.isPresent()) {
                new Pcap(held.local(), held.remote()).write(held.packets(), pcap.get());
            }
            return words.script.isPresent() ? toldByScript(held, diary) : told(held, out);
        } catch (IOException e) {
            throw new Trouble(Exit.LOST, String.valueOf(e.getMessage()), e);
        }
    }

    private LongFunction<Talker> talker(Diary diary) {
        try {
            var caller = new CallerVoice(voice);
            if (words.script.isPresent()) {
                var script = DemoScript.named(words.script.get());
                var sounds = caller.speak(script);
                return startNs -> new DemoCaller(script, sounds, startNs, diary);
            }
            var sound = sound(caller);
            return startNs -> new Reciter(sound, startNs, LISTEN_FIRST_NS);
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, String.valueOf(e.getMessage()), e);
        }
    }

    private short[] sound(CallerVoice caller) throws IOException {
        if (words.wav.isPresent()) {
            return CallerVoice.toTelephone(Wav.read(words.wav.get()));
        }
        return words.text.isPresent() ? caller.speak(words.text.get()) : new short[0];
    }

    private static int toldByScript(Held held, Diary diary) {
        diary.print(new EventLine(held.packets().getLast().atNs(), "phone.end",
                Map.of("endedBy", held.endedBy(),
                        "localPort", held.local().getPort(), "pacing", held.pacing().toString())));
        return Exit.OK;
    }

    private int told(Held held, PrintWriter out) throws IOException {
        var record = new WireRecord(held.packets());
        record.stereo().write(recording);
        out.printf(Locale.ROOT, "%.1f s held, ended by: %s; recorded in %s%n",
                record.durationMs() / MS_PER_S,
                held.endedBy(), recording);
        out.println("Our packets were " + held.pacing() + ".");
        var heard = new WireMeter(record).agentFrom(0, record.durationMs());
        if (heard.isEmpty()) {
            out.println("Nothing was heard from the other side.");
            return Exit.LOST;
        }
        out.printf(Locale.ROOT,
                "First sound from the other side: %.0f ms after the first packet.%n",
                heard.getAsDouble());
        return Exit.OK;
    }
}
