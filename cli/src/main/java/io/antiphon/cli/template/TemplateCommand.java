package io.antiphon.cli.template;

import io.antiphon.cli.terminal.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code antiphon template}. */
@Command(name = "template", mixinStandardHelpOptions = true, description = "Agents as files: begin one, check it, draw it, talk to it, rehearse it.", synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, "1:the template has faults", Exit.USAGE_LINE,
        Exit.BROKEN_LINE}, subcommands = {NewCommand.class, CheckCommand.class,
                ShowCommand.class, ChatCommand.class, RehearseCommand.class,
                SchemaCommand.class})
public final class TemplateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "expected one of new, check, show, chat, rehearse, schema");
    }
}
