package io.antiphon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.cli.doctor.Checkup;
import io.antiphon.cli.doctor.Finding;
import io.antiphon.cli.doctor.Finding.Level;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Terminal.Shade;
import io.antiphon.server.Home;
import io.antiphon.server.SystemTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code antiphon doctor}. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Says what on this machine will not work, and what to do about it.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:nothing is in the way (perhaps with warnings)", Exit.USAGE_LINE,
        "3:something will not work", Exit.BROKEN_LINE})
final class DoctorCommand implements Callable<Integer> {

    private static final int SUBJECT_WIDTH = 22;

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--json", description = "Print the findings as one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        var config = settings.config();
        var subject = new Checkup.Subject(config.sip().listen(), config.rtp().firstPort(),
                config.rtp().lastPort(),
                Home.directory().resolve("models"), config.engines().voices());
        var findings = new Checkup(subject, SystemTime.NANOS).findings();
        if (json) {
            System.out.println(document(findings));
        } else {
            var terminal = Terminal.of(System.out, System.getenv());
            findings.forEach(finding -> print(finding, terminal));
        }
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAILURE)
                ? Exit.MACHINE
                : Exit.OK;
    }

    private static void print(Finding finding, Terminal terminal) {
        var word = switch (finding.level()) {
            case OK -> terminal.in(Shade.GOOD, "ok  ");
            case WARNING -> terminal.in(Shade.WARNING, "warn");
            case FAILURE -> terminal.in(Shade.BAD, "FAIL");
        };
        var subject = finding.subject()
                + " ".repeat(Math.max(1, SUBJECT_WIDTH - finding.subject().length()));
        terminal.line(word + "  " + subject + finding.detail());
        if (!finding.advice().isEmpty()) {
            terminal.line("      " + " ".repeat(SUBJECT_WIDTH) + "→ " + finding.advice());
        }
    }

    private static String document(List<Finding> findings) {
        var mapper = new ObjectMapper();
        var root = mapper.createObjectNode();
        var list = root.putArray("findings");
        for (var finding : findings) {
            list.addObject()
                    .put("subject", finding.subject())
                    .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                    .put("detail", finding.detail())
                    .put("advice", finding.advice());
        }
        return root.toPrettyString();
    }
}
