package io.antiphon.cli.template;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.dialogue.Agents;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon template new}. */
@Command(name = "new", mixinStandardHelpOptions = true, description = "Writes a template to begin with: a copy of one that comes with Antiphon, under a name of yours.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, Exit.USAGE_LINE, "3:the file exists, or cannot be written",
        Exit.BROKEN_LINE})
final class NewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--from", paramLabel = "AGENT", description = "Which one to copy.")
    private String from = "front-desk";

    @Option(names = "--to", paramLabel = "FILE", description = "Where to; NAME.yaml in this folder if not given.")
    private Optional<Path> to = Optional.empty();

    @Parameters(paramLabel = "NAME", description = "What the agent is to be called: letters, digits and -.")
    private String name = "";

    @Override
    public Integer call() {
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new Trouble(Exit.USAGE, "'" + name
                    + "' is no name for an agent, expected small letters, digits and -");
        }
        if (!Agents.BUILT_IN.contains(from)) {
            throw new Trouble(Exit.USAGE, "--from: there is no agent '" + from
                    + "', expected one of " + String.join(", ", Agents.BUILT_IN));
        }
        var file = to.orElseGet(() -> Path.of(name + ".yaml"));
        String text = Agents.text(from)
                .replaceFirst("(?m)^name: .*$",
                        Matcher.quoteReplacement("name: " + name));
        write(file, text);
        var out = spec.commandLine().getOut();
        out.println(file + ": a copy of " + from + " to make your own");
        out.println("talk to it:  antiphon template chat " + file);
        out.println("check it:    antiphon template check " + file);
        return Exit.OK;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Trouble(Exit.MACHINE, file + " exists already; it was left as it is", e);
        } catch (IOException e) {
            throw new Trouble(Exit.MACHINE, file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
