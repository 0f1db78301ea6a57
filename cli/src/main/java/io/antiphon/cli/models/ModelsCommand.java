package io.antiphon.cli.models;

import io.antiphon.cli.terminal.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code antiphon models}. */
@Command(name = "models", mixinStandardHelpOptions = true, description = "The models that are here, and larger ones that can be had.", synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, "1:a model could not be brought, or is damaged", Exit.USAGE_LINE,
        Exit.MACHINE_LINE, Exit.BROKEN_LINE}, subcommands = {ListCommand.class, InfoCommand.class,
                PullCommand.class, VerifyCommand.class})
public final class ModelsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "expected one of list, info, pull, verify");
    }
}
