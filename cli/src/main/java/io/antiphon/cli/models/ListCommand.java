package io.antiphon.cli.models;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.cli.terminal.Tsv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code antiphon models list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = {
        "Lists the models that come with Antiphon, those that were pulled, and those that can be.",
        "",
        "Prints a line for each: id, kind, megabytes, licence, state (shipped, pulled, available, or "
                + "unverifiable, which pull refuses), title, with tabs between.",
        ""}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                Exit.OK_LINE, Exit.USAGE_LINE, Exit.MACHINE_LINE, Exit.BROKEN_LINE})
final class ListCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("id", "kind", "MB", "licence", "state",
            "title");
    private static final double MB = 1e6;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--header", negatable = true, description = "Begin with the names of the columns, as is usual on a terminal.")
    private boolean header = Terminal.isAttached();

    @Override
    public Integer call() {
        var rows = new ArrayList<List<String>>();
        if (header) {
            rows.add(COLUMNS);
        }
        var store = ModelStore.usual(System.getenv());
        try {
            for (var here : store.shipped()) {
                rows.add(List.of(here.id(), kind(here.id()),
                        megabytes(Checksums.bytes(here.folder())), "Apache-2.0", "shipped",
                        "comes with Antiphon; see its README.md"));
            }
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, "the models cannot be read: " + e.getMessage(), e);
        }
        for (var entry : Catalogue.shipped().entries()) {
            rows.add(List.of(entry.id(), entry.kind(), megabytes(entry.bytes()), entry.licence(),
                    state(entry, store), entry.title()));
        }
        var out = spec.commandLine().getOut();
        if (Terminal.isAttached()) {
            aligned(rows).forEach(out::println);
        } else {
            rows.forEach(row -> out.println(Tsv.row(row.toArray(String[]::new))));
        }
        return Exit.OK;
    }

    /** What a model of that place is, in the words of the catalogue. */
    private static String kind(String id) {
        var subject = id.replaceFirst("/.*", "");
        return switch (subject) {
            case "asr" -> "recogniser";
            case "vad" -> "voice-detector";
            case "tts", "voice" -> "voice";
            case "lm" -> "language-model";
            default -> subject;
        };
    }

    private static String state(CatalogueEntry entry, ModelStore store) {
        if (store.find(entry.id()).isPresent()) {
            return "pulled";
        }
        return entry.isVerifiable() ? "available" : "unverifiable";
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MB);
    }

    private static List<String> aligned(List<List<String>> rows) {
        var widths = new int[COLUMNS.size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> {
            var cells = new ArrayList<String>();
            for (int i = 0; i < widths.length; i++) {
                cells.add(row.get(i) + " ".repeat(widths[i] - row.get(i).length()));
            }
            return cells.stream().collect(Collectors.joining("  ")).stripTrailing();
        }).toList();
    }
}
