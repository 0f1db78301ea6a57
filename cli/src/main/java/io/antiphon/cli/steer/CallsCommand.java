package io.antiphon.cli.steer;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Table;
import io.antiphon.cli.terminal.Table.Column;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Terminal.Shade;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code antiphon calls}: the calls of the running server. */
@Command(name = "calls", mixinStandardHelpOptions = true, description = "Lists the calls of the running server.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, Exit.USAGE_LINE, "3:no API answers", Exit.BROKEN_LINE})
public final class CallsCommand implements Callable<Integer> {

    @Option(names = "--all", description = "Those that have ended too, as far as they are remembered.")
    private boolean all;

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Override
    public Integer call() {
        var table = new Table(List.of(Column.narrow("id"), Column.narrow("way"),
                Column.text("with", 2, Shade.CALLER), Column.narrow("agent"),
                Column.narrow("state"), Column.narrow("began")));
        for (var call : api.client().calls().path("calls")) {
            String state = call.path("state").asText();
            if (all || !state.equals("ended")) {
                table.row(List.of(call.path("id").asText(), call.path("direction").asText(),
                        call.path("to").asText() + call.path("from").asText(),
                        call.path("agent").asText(),
                        call.has("cause") ? call.path("cause").asText() : state,
                        call.path("began").asText()));
            }
        }
        table.print(Terminal.of(System.out, System.getenv()));
        return Exit.OK;
    }
}
