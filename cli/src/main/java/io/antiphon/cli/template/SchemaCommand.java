package io.antiphon.cli.template;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.dialogue.Agents;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code antiphon template schema}. */
@Command(name = "schema", mixinStandardHelpOptions = true, description = "Prints the JSON Schema of templates, for editors that complete and check while you write.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, Exit.BROKEN_LINE})
final class SchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Agents.schema());
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }
}
