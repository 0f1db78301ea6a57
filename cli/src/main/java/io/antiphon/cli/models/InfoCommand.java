package io.antiphon.cli.models;

import io.antiphon.cli.models.ModelStore.Here;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon models info}. */
@Command(name = "info", mixinStandardHelpOptions = true, description = "Says what a model is, under which licence, from where, and how it is used.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, "2:there is no such model", Exit.BROKEN_LINE})
final class InfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "A name that models list shows.")
    private String id = "";

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var store = ModelStore.usual(System.getenv());
        var shipped = shipped(store);
        if (shipped.isPresent()) {
            tell(shipped.get(), out);
            return Exit.OK;
        }
        var entry = entry(id);
        describe(entry, out);
        out.println("folder   " + store.folder(id)
                + (store.find(id).isPresent() ? "" : "  (not pulled yet)"));
        use(entry, store, out);
        return Exit.OK;
    }

    private Optional<Here> shipped(ModelStore store) {
        try {
            return store.shipped().stream().filter(here -> here.id().equals(id)).findFirst();
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, "the models cannot be read: " + e.getMessage(), e);
        }
    }

    private static void tell(Here here, PrintWriter out) {
        out.println("comes with Antiphon");
        out.println("licence  Apache-2.0");
        out.println("folder   " + here.folder());
        var card = here.folder().resolve("README.md");
        if (Files.isRegularFile(card)) {
            out.println("card     " + card);
        }
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
