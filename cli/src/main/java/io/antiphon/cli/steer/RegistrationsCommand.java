package io.antiphon.cli.steer;

import com.fasterxml.jackson.databind.JsonNode;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Table;
import io.antiphon.cli.terminal.Table.Column;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Terminal.Shade;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code antiphon registrations}: how the running server stands with its PBXs. */
@Command(name = "registrations", mixinStandardHelpOptions = true, description = "Lists the accounts and trunks of the running server: who is registered where, and who answers.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, Exit.USAGE_LINE, "3:no API answers", Exit.BROKEN_LINE})
public final class RegistrationsCommand implements Callable<Integer> {

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Override
    public Integer call() {
        var table = new Table(List.of(Column.narrow("kind"), Column.narrow("name"),
                Column.text("where", 2, Shade.CALLER), Column.narrow("registration"),
                Column.narrow("there"), Column.number("ms"), Column.text("error", 2, Shade.BAD)));
        var registrations = api.client().registrations();
        for (var account : registrations.path("accounts")) {
            row(table, account, List.of("account", account.path("user").asText(),
                    account.path("registrar").asText(), account.path("state").asText()));
        }
        for (var trunk : registrations.path("trunks")) {
            var contacts = trunk.path("contacts")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
            row(table, trunk, List.of("trunk", trunk.path("name").asText(),
                    String.join(" ", contacts), contacts.isEmpty() ? "none" : "registered"));
        }
        table.print(Terminal.of(System.out, System.getenv()));
        return Exit.OK;
    }

    /** What every peer has behind what is its own. */
    private static void row(Table table, JsonNode peer, List<String> own) {
        var ping = peer.path("ping");
        var cells = new ArrayList<>(own);
        cells.add(ping.path("state").asText());
        cells.add(ping.path("roundTripMs").asText());
        cells.add(peer.path("error").asText(ping.path("error").asText()));
        table.row(cells);
    }
}
