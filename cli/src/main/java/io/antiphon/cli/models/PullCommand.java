package io.antiphon.cli.models;

import io.antiphon.cli.models.Download.Patience;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.server.SystemTime;
import io.antiphon.server.Threads;
import java.io.Console;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon models pull}. */
@Command(name = "pull", mixinStandardHelpOptions = true, description = {
        "Fetches models of the catalogue from those who made them.", "",
        "A download that broke off goes on where it ended. Nothing is unpacked before its size and its SHA-256 "
                + "are those of the catalogue. Models go to $ANTIPHON_MODELS, or to models.d beside the program. "
                + "Behind a proxy: ANTIPHON_JAVA_OPTIONS='-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT'.",
        ""}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:all of them are here", "1:one could not be brought, or was not wanted",
                "2:there is no such model, or nobody is there to accept its licence",
                Exit.BROKEN_LINE})
final class PullCommand implements Callable<Integer> {

    private static final String MIRROR = "ANTIPHON_MIRROR";
    private static final Duration CONNECT = Duration.ofSeconds(15);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Names that models list shows.")
    private List<String> ids = List.of();

    @Option(names = {"-y",
            "--accept-licence"}, description = "Do not ask: the licences are known and accepted.")
    private boolean accepted;

    @Option(names = "--mirror", paramLabel = "URL", description = "Fetch the files from this folder instead, by their names. Default: $ANTIPHON_MIRROR, or where the catalogue says.")
    private Optional<String> mirror = Optional.ofNullable(System.getenv(MIRROR))
            .filter(url -> !url.isBlank());

    @Override
    public Integer call() {
        var entries = ids.stream().distinct().map(InfoCommand::entry).toList();
        if (!accepted && person().isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "nobody is there to ask; say --accept-licence if "
                            + entries.stream().map(CatalogueEntry::licence).distinct().toList()
                            + " is fine");
        }
        var store = ModelStore.usual(System.getenv());
        var watchdog = new ScheduledThreadPoolExecutor(1, Threads.watchdog());
        var http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(Redirect.NORMAL)
                .build();
        try {
            var progress = new Progress(spec.commandLine().getOut(), Terminal.isAttached(),
                    SystemTime.NANOS);
            var pull = new Pull(store, new Download(http, Patience.USUAL, watchdog, progress),
                    mirror);
            boolean all = true;
            for (var entry : entries) {
                all &= isWanted(entry) && isBrought(entry, pull, store);
            }
            return all ? Exit.OK : Exit.LOST;
        } finally {
            watchdog.shutdownNow();
            http.shutdownNow();
        }
    }

    private static Optional<Console> person() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private boolean isWanted(CatalogueEntry entry) {
        var out = spec.commandLine().getOut();
        InfoCommand.describe(entry, out);
        out.flush();
        return accepted || person()
                .map(console -> console.readLine("Fetch %.1f MB under this licence? [y/N] ",
                        entry.bytes() / 1e6))
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
                .isPresent();
    }

    private boolean isBrought(CatalogueEntry entry, Pull pull, ModelStore store) {
        var out = spec.commandLine().getOut();
        try {
            var pulled = pull.pull(entry);
            out.println((pulled.wasHere() ? "is here already: " : "is here now: ")
                    + pulled.folder());
            InfoCommand.use(entry, store, out);
            return true;
        } catch (IOException e) {
            spec.commandLine().getErr().println("antiphon: " + e.getMessage());
            return false;
        }
    }
}
