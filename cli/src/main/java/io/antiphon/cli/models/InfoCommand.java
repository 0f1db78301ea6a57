package io.antiphon.cli.models;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon models info}. */
@Command(name = "info", mixinStandardHelpOptions = true, description = "Says what a model of the catalogue is, under which licence, from where, and how it is used.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, "2:there is no such model", Exit.BROKEN_LINE})
final class InfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "A name that models list shows.")
    private String id = "";

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var entry = entry(id);
        var store = ModelStore.usual(System.getenv());
        describe(entry, out);
        out.println("folder   " + store.folder(id)
                + (store.find(id).isPresent() ? "" : "  (not pulled yet)"));
        use(entry, store, out);
        return Exit.OK;
    }

    static CatalogueEntry entry(String id) {
        var catalogue = Catalogue.shipped();
        return catalogue.find(id)
                .orElseThrow(() -> new Trouble(Exit.USAGE, "the catalogue has no model '" + id
                        + "'; see: antiphon models list"));
    }

    /** What a person must know before it is fetched. */
    static void describe(CatalogueEntry entry, PrintWriter out) {
        out.println(entry.title());
        out.println("licence  " + entry.licence());
        if (!entry.terms().isEmpty()) {
            out.println("         " + entry.terms());
        }
        for (var part : entry.parts()) {
            out.println(
                    "file     " + part.name() + ", " + (part.sha256().isPresent() ? "" : "about ")
                            + part.bytes() + " bytes");
            out.println("         " + part.url());
            out.println("         sha256 " + part.sha256()
                    .orElse(
                            "not published, so that pull refuses it"));
        }
    }

    /** The lines of configuration that use it. */
    static void use(CatalogueEntry entry, ModelStore store, PrintWriter out) {
        out.println(entry.engine()
                .map(engine -> "loaded by " + engine + "; in antiphon.yaml:")
                .orElse("No engine of this edition loads it by itself."));
        entry.configuration(store.folder(entry.id()).toString())
                .forEach(line -> out.println("    " + line));
    }
}
