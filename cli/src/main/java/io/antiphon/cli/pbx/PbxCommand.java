package io.antiphon.cli.pbx;

import io.antiphon.cli.config.ConfigFile;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.server.pbx.Mode;
import io.antiphon.server.pbx.Sheet;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon pbx}: what to fill in at the PBX, and here. */
@Command(name = "pbx", mixinStandardHelpOptions = true, description = {
        "Prints the settings that connect a PBX with this installation: those of the PBX, and the part of antiphon.yaml.",
        "Dialling 600 then reaches the echo, and 601 the agent."}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:printed; with --verify, the call was held and heard",
                "1:with --verify, something does not work",
                Exit.USAGE_LINE, Exit.MACHINE_LINE, Exit.BROKEN_LINE})
public final class PbxCommand implements Callable<Integer> {

    /** Who reads the settings. */
    enum Kind {
        FREEPBX,
        ASTERISK
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "KIND", description = "freepbx (fields of its pages) or asterisk (text for its files).")
    private Kind kind = Kind.FREEPBX;

    @Option(names = "--mode", required = true, paramLabel = "MODE", description = {
            "extension: Antiphon registers as an extension. peer: by address. registrar: the PBX registers here.",
            "trunk: Antiphon registers into a trunk."})
    private Mode mode = Mode.EXTENSION;

    @Option(names = {"-c",
            "--config"}, paramLabel = "FILE", description = "The configuration; what it does not say is as usual.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--pbx", paramLabel = "ADDRESS", description = "Where the PBX is: 192.0.2.1 or 192.0.2.1:5060. Default: as in the configuration.")
    private Optional<String> pbx = Optional.empty();

    @Option(names = "--verify", description = "Call 600 through the PBX, with the server running, and say what works.")
    private boolean verify;

    @Override
    public Integer call() {
        var config = file.map(ConfigFile::read).orElseGet(ConfigFile::defaults);
        var site = new SiteFinder(config, mode, pbx).site();
        var out = spec.commandLine().getOut();
        if (verify) {
            return new Verification(config, mode, site, out).run() ? Exit.OK : Exit.LOST;
        }
        out.print(kind == Kind.ASTERISK ? Sheet.asterisk(mode, site) : Sheet.freePbx(mode, site));
        out.flush();
        return Exit.OK;
    }
}
