package io.antiphon.cli;

import io.antiphon.cli.demo.CallerVoice;
import io.antiphon.cli.demo.DemoScript;
import io.antiphon.cli.demo.DemoTable;
import io.antiphon.cli.report.CallTimeline;
import io.antiphon.cli.report.TimelineJson;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Terminal.Shade;
import io.antiphon.cli.terminal.Trouble;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code antiphon demo}: a real call that Antiphon holds with itself. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
        "Holds a real call with itself, over UDP and in real time, and shows it.", "",
        "Starts the server with the example agent on free ports of this machine, and a caller in a process "
                + "of its own. Leaves call.wav, call.json, call.pcap and report.html."}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                        "0:every turn was held", "1:a turn was lost", Exit.USAGE_LINE,
                        Exit.MACHINE_LINE,
                        Exit.BROKEN_LINE})
final class DemoCommand implements Callable<Integer> {

    @Option(names = {"-o",
            "--out"}, paramLabel = "FOLDER", description = "Where the four files go. Default: antiphon-out.")
    private Path folder = Path.of("antiphon-out");

    @Option(names = "--json", description = "Print the whole call as one JSON document, and nothing else.")
    private boolean json;

    @Option(names = "--caller-voice", paramLabel = "NAME", description = "The caller's voice, one of flite's. Default: rms.")
    private String voice = "rms";

    @Mixin
    private EngineOptions engines = new EngineOptions();

    @Override
    public Integer call() {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false,
                StandardCharsets.UTF_8);
        var terminal = json ? Terminal.silent() : Terminal.of(out, System.getenv());
        var caller = new CallerVoice(voice);
        try {
            caller.speak("hello");
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, e.getMessage()
                    + "\nThe caller of the demonstration needs it:  sudo apt-get install -y flite",
                    e);
        }
        try {
            Files.createDirectories(folder);
            var timeline = new DemoRun(terminal, folder, caller, engines).hold(script());
            show(timeline, terminal, out);
            return timeline.turnsLost() == 0 ? Exit.OK : Exit.LOST;
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, String.valueOf(e.getMessage()), e);
        }
    }

    /** A language model is heard only where no script foresees an answer. */
    private DemoScript script() {
        return engines.hasLanguageModel() ? DemoScript.smallTalk() : DemoScript.frontDesk();
    }

    private void show(CallTimeline timeline, Terminal terminal, PrintStream out) {
        terminal.line("");
        new DemoTable(terminal).print(timeline);
        terminal.line("");
        terminal.line(terminal.in(Shade.FAINT, "both sides    ") + folder.resolve("call.wav"));
        terminal.line(terminal.in(Shade.FAINT, "what happened ") + folder.resolve("call.json"));
        terminal.line(terminal.in(Shade.FAINT, "the packets   ") + folder.resolve("call.pcap"));
        terminal.line(terminal.in(Shade.STRONG, "to look at    ") + folder.resolve("report.html"));
        if (json) {
            out.print(new TimelineJson().text(timeline));
            out.flush();
        }
    }
}
