package io.antiphon.cli;

import io.antiphon.cli.terminal.Exit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code antiphon version}. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Says which edition this is, on which JDK.", exitCodeListHeading = "%nExit status:%n", exitCodeList = Exit.OK_LINE)
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        for (var line : new Provider().getVersion()) {
            spec.commandLine().getOut().println(line);
        }
        return Exit.OK;
    }

    /** For {@code --version} too. */
    static final class Provider implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var edition = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("unpackaged");
            return new String[]{"antiphon " + edition,
                    "JDK " + System.getProperty("java.runtime.version", "unknown") + ", "
                            + System.getProperty("os.name", "unknown") + " "
                            + System.getProperty("os.arch", "unknown")};
        }
    }
}
