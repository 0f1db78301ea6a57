package io.antiphon.cli.template;

import io.antiphon.cli.aloud.AloudRehearser;
import io.antiphon.cli.config.ConfigFile;
import io.antiphon.cli.demo.CallerVoice;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.cli.wire.WireRecord;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.rehearsal.Rehearsal;
import io.antiphon.dialogue.rehearsal.RehearsalReader;
import io.antiphon.dialogue.rehearsal.RehearsalReading;
import io.antiphon.dialogue.rehearsal.Rehearsals;
import io.antiphon.dialogue.rehearsal.Rehearsed;
import io.antiphon.dialogue.rehearsal.Rehearser;
import io.antiphon.server.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon template rehearse}. */
@Command(name = "rehearse", mixinStandardHelpOptions = true, description = {
        "Holds the dialogues that are written down for an agent, and tells what goes otherwise.",
        "",
        "In writing, within a second. With --aloud each as a real call between a server and a telephone on this "
                + "machine, in real time, with recognised speech and a spoken answer."}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                        "0:all went as written", "1:one of them did not, or cannot be read",
                        Exit.USAGE_LINE, Exit.BROKEN_LINE})
final class RehearseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--only", paramLabel = "WORDS", description = "Those whose names contain this.")
    private String only = "";

    @Option(names = "--with", paramLabel = "AGENT", description = "With this template instead of the one that the file names.")
    private Optional<String> with = Optional.empty();

    @Option(names = "--aloud", description = "On the telephone.")
    private boolean aloud;

    @Option(names = "--caller-voice", paramLabel = "NAME", description = "The voice of flite that the caller has. Default: rms.")
    private String voice = "rms";

    @Option(names = "--record", paramLabel = "FOLDER", description = "Where calls go, as WAV, the caller left. Default: nowhere.")
    private Optional<Path> recordings = Optional.empty();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A file of rehearsals, or the name of an agent that comes with Antiphon.")
    private List<String> files = List.of();

    @Override
    public Integer call() {
        boolean well = true;
        for (var file : files) {
            well &= rehearse(file);
        }
        return well ? Exit.OK : Exit.LOST;
    }

    private boolean rehearse(String file) {
        var rehearsals = rehearsals(file);
        var template = template(file, rehearsals);
        var out = spec.commandLine().getOut();
        int held = 0;
        int went = 0;
        for (var each : rehearsals.all()) {
            if (!each.name().contains(only)) {
                continue;
            }
            var obstacle = aloud ? AloudRehearser.obstacle(each) : Optional.<String>empty();
            if (obstacle.isPresent()) {
                out.println("-     " + each.name() + ": not aloud, " + obstacle.get());
                continue;
            }
            var done = aloud ? aloud(template, each) : Rehearser.rehearse(template, each);
            held++;
            went += done.wentWell() ? 1 : 0;
            out.println((done.wentWell() ? "ok    " : "MISS  ")
                    + (done.wentWell() ? each.name() : done.describe()));
            out.flush();
        }
        out.println(file + ": " + went + " of " + held + " went as written");
        return went == held;
    }

    private Rehearsed aloud(CampaignTemplate template, Rehearsal rehearsal) {
        try {
            new CallerVoice(voice).speak("hello");
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, e.getMessage()
                    + "\nThe caller of a rehearsal needs it:  sudo apt-get install -y flite", e);
        }
        try {
            var performed = AloudRehearser.rehearse(template, rehearsal, new CallerVoice(voice),
                    ConfigFile.defaults());
            if (recordings.isPresent()) {
                Files.createDirectories(recordings.get());
                new WireRecord(performed.call().packets()).stereo()
                        .write(recordings.get()
                                .resolve((template.name() + " " + rehearsal.name())
                                        .replaceAll("[^a-z0-9]+", "-") + ".wav"));
            }
            return performed.rehearsed();
        } catch (IOException | CannotStart e) {
            throw new Trouble(Exit.MACHINE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Rehearsals rehearsals(String file) {
        var reading = Agents.BUILT_IN.contains(file)
                ? Rehearsals.builtIn(file)
                : RehearsalReader.read(Path.of(file));
        return switch (reading) {
            case RehearsalReading.Accepted(var rehearsals) -> rehearsals;
            case RehearsalReading.Refused refused ->
                throw new Trouble(Exit.LOST, refused.describe());
        };
    }

    /** A template that a file names is beside it. */
    private CampaignTemplate template(String file, Rehearsals rehearsals) {
        String named = rehearsals.template();
        return Templates.sound(with.orElseGet(() -> Agents.BUILT_IN.contains(named)
                ? named
                : Path.of(file).resolveSibling(named).toString()));
    }
}
