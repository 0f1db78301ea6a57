package io.antiphon.cli;

import io.antiphon.cli.listen.TranscribeCommand;
import io.antiphon.cli.listen.VadCommand;
import io.antiphon.cli.models.ModelsCommand;
import io.antiphon.cli.pbx.PbxCommand;
import io.antiphon.cli.say.SayCommand;
import io.antiphon.cli.steer.CallsCommand;
import io.antiphon.cli.steer.DialCommand;
import io.antiphon.cli.steer.HangUpCommand;
import io.antiphon.cli.steer.RegistrationsCommand;
import io.antiphon.cli.template.TemplateCommand;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Trouble;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code antiphon}. */
@Command(name = "antiphon", mixinStandardHelpOptions = true, versionProvider = VersionCommand.Provider.class, description = "Answers telephone calls: a media server for SIP and RTP voice agents.", synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, Exit.LOST_LINE, Exit.USAGE_LINE, Exit.MACHINE_LINE,
        Exit.BROKEN_LINE}, footer = {"", "Begin with:  antiphon demo",
                "Each command has its own --help."}, subcommands = {DemoCommand.class,
                        ServeCommand.class, CallCommand.class,
                        DialCommand.class, CallsCommand.class, HangUpCommand.class,
                        RegistrationsCommand.class,
                        PbxCommand.class, TemplateCommand.class,
                        TranscribeCommand.class,
                        VadCommand.class, SayCommand.class, ModelsCommand.class,
                        DoctorCommand.class,
                        CheckConfigCommand.class, VersionCommand.class,
                        CommandLine.HelpCommand.class})
public final class Main {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces and more of the log.")
    private boolean debug;

    public static void main(String[] args) {
        logAs(args);
        System.exit(run(args));
    }

    /** Runs a command and answers its exit status. */
    static int run(String... args) {
        return line().execute(args);
    }

    /** All commands, with their way of failing. */
    static CommandLine line() {
        var main = new Main();
        var line = new CommandLine(main);
        line.setExecutionExceptionHandler(
                (failure, command, _) -> main.told(failure, command.getErr()));
        line.setParameterExceptionHandler((wrong, _) -> {
            var command = wrong.getCommandLine();
            command.getErr().println("antiphon: " + wrong.getMessage());
            command.getErr()
                    .println("See: " + command.getCommandSpec().qualifiedName() + " --help");
            return Exit.USAGE;
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(Terminal.isAttached() ? Ansi.AUTO : Ansi.OFF));
        return line;
    }

    private int told(Exception failure, PrintWriter err) {
        boolean expected = failure instanceof Trouble;
        err.println(
                "antiphon: " + (expected ? failure.getMessage() : "a mistake of ours: " + failure));
        if (debug) {
            failure.printStackTrace(err);
        } else if (!expected) {
            err.println("Please report it, with what --debug shows in addition.");
        }
        return failure instanceof Trouble trouble ? trouble.exit() : Exit.BROKEN;
    }

    /** Before anything logs: a server tells of its calls, every other command only of trouble. */
    private static void logAs(String[] args) {
        var words = List.of(args);
        var level = words.contains("--debug") ? "DEBUG" : words.contains("serve") ? "INFO" : "WARN";
        if (System.getProperty("antiphon.log", "").isEmpty()) {
            System.setProperty("antiphon.log", level);
            System.setProperty("antiphon.traces", words.contains("--debug") ? "full" : "0");
        }
    }
}
