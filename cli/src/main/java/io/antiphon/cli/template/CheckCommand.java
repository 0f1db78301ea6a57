package io.antiphon.cli.template;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.Inspection;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.yaml.YamlProblem;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon template check}. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Finds what is wrong with templates, and what is most likely not meant so: file, line, and what was expected.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:all of them are sound", "1:one of them has faults, or with --strict warnings",
        Exit.BROKEN_LINE})
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--strict", description = "Warnings are faults.")
    private boolean strict;

    @Parameters(paramLabel = "AGENT", arity = "1..*", description = Templates.AGENT)
    private List<String> agents = List.of();

    @Override
    public Integer call() {
        boolean sound = true;
        for (var agent : agents) {
            sound &= check(agent, spec.commandLine().getOut());
        }
        return sound ? Exit.OK : Exit.LOST;
    }

    private boolean check(String agent, PrintWriter out) {
        var inspection = Agents.inspect(agent);
        return switch (inspection.reading()) {
            case TemplateReading.Refused(var problems) -> {
                tell(out, "error", problems);
                out.println(agent + ": " + counted(problems.size(), "fault"));
                yield false;
            }
            case TemplateReading.Accepted(var template) -> told(agent, template, inspection, out);
        };
    }

    private boolean told(String agent, CampaignTemplate template, Inspection inspection,
            PrintWriter out) {
        var warnings = inspection.warnings();
        tell(out, "warning", warnings);
        out.println(agent + ": " + (warnings.isEmpty()
                ? "sound"
                : "can be used, with " + counted(warnings.size(), "warning")) + "; "
                + counted(template.stages().size(), "stage") + ", "
                + counted(template.fields().size(), "field") + ", "
                + counted(template.intents().size(), "intent") + ", "
                + counted(template.tools().size(), "tool"));
        return warnings.isEmpty() || !strict;
    }

    private static void tell(PrintWriter out, String kind, List<YamlProblem> problems) {
        problems.forEach(problem -> out.println(kind + ": " + problem));
    }

    private static String counted(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
