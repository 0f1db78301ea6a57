package io.antiphon.cli.steer;

import io.antiphon.cli.terminal.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon hang-up}: ends a call of the running server. */
@Command(name = "hang-up", mixinStandardHelpOptions = true, description = "Ends a call of the running server, whatever it is at.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, "2:there is no such call", "3:no API answers", Exit.BROKEN_LINE})
public final class HangUpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The call, as antiphon calls lists it.")
    private String id = "";

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Override
    public Integer call() {
        var client = api.client();
        var call = client.hangUp(id);
        while (!call.path("state").asText().equals("ended")) {
            call = client.follow(id, call.path("version").asLong());
        }
        spec.commandLine().getOut().println("ended: " + call.path("cause").asText());
        return Exit.OK;
    }
}
