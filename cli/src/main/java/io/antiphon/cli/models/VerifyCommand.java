package io.antiphon.cli.models;

import io.antiphon.cli.models.Checksums.Verdict;
import io.antiphon.cli.models.ModelStore.Here;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.cli.terminal.Tsv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon models verify}. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Compares the files of models with their SHA256SUMS.", "",
        "Prints a line for each: id, whole or damaged, what was found, with tabs between.",
        ""}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:all are whole", "1:one is damaged", "2:one is not here", Exit.MACHINE_LINE,
                Exit.BROKEN_LINE})
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Names that models list shows. Default: all that are here.")
    private List<String> ids = List.of();

    @Override
    public Integer call() {
        try {
            boolean whole = true;
            for (var here : wanted()) {
                whole &= isWhole(here);
            }
            return whole ? Exit.OK : Exit.LOST;
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, "the models cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Here> wanted() throws IOException {
        var store = ModelStore.usual(System.getenv());
        var all = new ArrayList<>(store.shipped());
        all.addAll(store.pulled());
        if (ids.isEmpty()) {
            return all;
        }
        var wanted = new ArrayList<Here>();
        for (var id : ids) {
            wanted.add(all.stream()
                    .filter(here -> here.id().equals(id))
                    .findFirst()
                    .orElseThrow(
                            () -> new Trouble(Exit.USAGE, "no model '" + id + "' is here")));
        }
        return wanted;
    }

    private boolean isWhole(Here here) throws IOException {
        var out = spec.commandLine().getOut();
        return switch (Checksums.check(here.folder())) {
            case Verdict.Whole(var bytes) -> {
                out.println(Tsv.row(here.id(), "whole", bytes + " bytes"));
                yield true;
            }
            case Verdict.Damaged(var what) -> {
                out.println(Tsv.row(here.id(), "damaged", what));
                yield false;
            }
        };
    }
}
