package io.antiphon.cli;

import io.antiphon.cli.config.ConfigFile;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.privacy.Egress;
import io.antiphon.server.call.Sound;
import io.antiphon.server.config.Models;
import io.antiphon.sip.tls.TlsConfig;
import io.antiphon.sip.tls.TlsContext;
import io.antiphon.sip.tls.TlsProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon check-config}. */
@Command(name = "check-config", mixinStandardHelpOptions = true, description = "Says whether a configuration makes sense: file, line, field, and what was expected.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:it makes sense", "2:it does not", Exit.BROKEN_LINE})
final class CheckConfigCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("antiphon.yaml");

    @Override
    public Integer call() {
        var config = ConfigFile.read(file);
        config.sip().carriage().tls().ifPresent(this::checkFiles);
        config.sounds().onHold().ifPresent(sound -> checkSound("on-hold", sound));
        config.sounds().beforeAnswer().ifPresent(sound -> checkSound("before-answer", sound));
        checkModels(config.languageModels(), config.egress());
        spec.commandLine()
                .getOut()
                .println(file + ": makes sense; SIP on " + String.join(", ", config.sip().listen())
                        + ", agent " + config.agents().byDefault()
                        + ", " + told(config.languageModels())
                        + ", " + told(config.egress()));
        return Exit.OK;
    }

    private void checkModels(Models models, Egress egress) {
        try {
            models.refusal(egress).ifPresent(why -> {
                throw new Trouble(Exit.USAGE, file + ": models: " + why);
            });
        } catch (IllegalArgumentException e) {
            throw new Trouble(Exit.USAGE, file + ": engines.responder: " + e.getMessage(), e);
        }
    }

    private static String told(Models models) {
        return models.providers().isEmpty()
                ? "no language model"
                : "language models " + String.join(", ",
                        models.providers().stream().map(Models.Provider::name).toList());
    }

    private static String told(Egress egress) {
        if (!egress.denied()) {
            return "egress allowed";
        }
        return egress.exceptions().isEmpty()
                ? "egress denied"
                : "egress denied except to "
                        + String.join(", ", egress.exceptions().stream().sorted().toList());
    }

    private void checkSound(String key, Path sound) {
        try {
            Sound.read(sound);
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, file + ": sounds." + key + ": " + e.getMessage(), e);
        }
    }

    private void checkFiles(TlsConfig tls) {
        try {
            TlsContext.open(tls);
        } catch (TlsProblem e) {
            throw new Trouble(Exit.USAGE, file + ": " + e.getMessage(), e);
        }
    }
}
