package io.antiphon.cli.template;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.rehearsal.RehearsalReader;
import io.antiphon.dialogue.rehearsal.RehearsalReading;
import io.antiphon.dialogue.rehearsal.Rehearsals;
import io.antiphon.dialogue.rehearsal.Rehearser;
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
@Command(name = "rehearse", mixinStandardHelpOptions = true, description = "Holds the dialogues that are written down for an agent, and tells what goes otherwise.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:all went as written", "1:one of them did not, or cannot be read",
        Exit.USAGE_LINE, Exit.BROKEN_LINE})
final class RehearseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--only", paramLabel = "WORDS", description = "Those whose names contain this.")
    private String only = "";

    @Option(names = "--with", paramLabel = "AGENT", description = "With this template instead of the one that the file names.")
    private Optional<String> with = Optional.empty();

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
            if (each.name().contains(only)) {
                var done = Rehearser.rehearse(template, each);
                held++;
                went += done.wentWell() ? 1 : 0;
                out.println((done.wentWell() ? "ok    " : "MISS  ")
                        + (done.wentWell() ? each.name() : done.describe()));
            }
        }
        out.println(file + ": " + went + " of " + held + " went as written");
        return went == held;
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
