package io.antiphon.cli.template;

import io.antiphon.cli.terminal.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon template show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Draws the stages of an agent and the ways between them.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, "1:the template has faults", Exit.USAGE_LINE, Exit.BROKEN_LINE})
final class ShowCommand implements Callable<Integer> {

    /** How it is drawn. */
    enum Format {
        /** For this terminal. */
        TEXT,
        /** For pages that draw Mermaid, as many wikis do. */
        MERMAID,
        /** For Graphviz. */
        DOT
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, mermaid or dot.")
    private Format format = Format.TEXT;

    @Parameters(paramLabel = "AGENT", description = Templates.AGENT)
    private String agent = "";

    @Override
    public Integer call() {
        var template = Templates.sound(agent);
        var out = spec.commandLine().getOut();
        var lines = switch (format) {
            case TEXT -> StageText.of(template);
            case MERMAID -> StageGraph.mermaid(template);
            case DOT -> StageGraph.dot(template);
        };
        lines.forEach(out::println);
        return Exit.OK;
    }
}
