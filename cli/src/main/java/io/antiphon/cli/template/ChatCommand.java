package io.antiphon.cli.template;

import io.antiphon.cli.config.ConfigFile;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.decide.DecisionTrace;
import io.antiphon.dialogue.respond.OnAccount;
import io.antiphon.dialogue.text.TextCall;
import io.antiphon.server.Agency;
import io.antiphon.server.CannotStart;
import io.antiphon.server.SystemTime;
import io.antiphon.server.call.House;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon template chat}: the loop of a call without its sound. */
@Command(name = "chat", mixinStandardHelpOptions = true, description = "Talks to an agent in writing. Empty line: you say nothing. /1: you press a key. /why: reasons on or off. /fields: what it knows. /quit: you hang up.", exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        Exit.OK_LINE, "1:the template has faults", Exit.USAGE_LINE, Exit.BROKEN_LINE})
final class ChatCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--why", description = "Show why it says what it says.")
    private boolean why;

    @Option(names = "--fact", paramLabel = "NAME=VALUE", description = "What came with the call, such as caller.number=+4930123456.")
    private Map<String, String> facts = new LinkedHashMap<>();

    @Option(names = {"-c",
            "--config"}, paramLabel = "FILE", description = "A configuration of the server, for its language models and where tools keep what they write.")
    private Optional<Path> config = Optional.empty();

    @Parameters(paramLabel = "AGENT", description = Templates.AGENT)
    private String agent = "";

    @Override
    public Integer call() throws IOException {
        var template = Templates.sound(agent);
        var settings = config.map(ConfigFile::read).orElseGet(ConfigFile::defaults);
        try (var agency = Agency.alone(settings, template)) {
            var mind = Objects.requireNonNull(agency.agents().get(template.name()));
            return talk(mind);
        } catch (CannotStart e) {
            throw new Trouble(Exit.MACHINE, String.valueOf(e.getMessage()), e);
        }
    }

    private int talk(House.Agent mind) throws IOException {
        // A name of its own, so that tools do not take this chat for one before it.
        String id = "chat-" + SystemTime.NANOS.nanoTime();
        var chat = new TextCall(id, mind.engine(), new Facts(facts), Map.of(),
                new TextCall.Means(new OnAccount(mind.responder(), id), mind.errands(),
                        SystemTime.WALL));
        var out = spec.commandLine().getOut();
        tell(chat.open(), out);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var line = prompted(lines, out);
        while (line.isPresent()) {
            take(line.get().strip(), chat, out);
            line = chat.isOver() ? Optional.empty() : prompted(lines, out);
        }
        chat.ending().ifPresent(ending -> out.println(switch (ending) {
            case Ending.HangUp _ -> "(the agent hangs up)";
            case Ending.Transfer(var target, _) -> "(you are handed on to " + target + ")";
        }));
        var report = chat.report();
        out.println("(" + fields(chat) + ")");
        out.println("(outcome: " + report.outcome() + ". " + report.summary() + ")");
        return Exit.OK;
    }

    private static Optional<String> prompted(BufferedReader lines, PrintWriter out)
            throws IOException {
        out.print("you: ");
        out.flush();
        return Optional.ofNullable(lines.readLine()).filter(line -> !line.equals("/quit"));
    }

    private void take(String line, TextCall chat, PrintWriter out) {
        switch (line) {
            case "" -> tell(chat.saysNothing(), out);
            case "/why" -> why = !why;
            case "/fields" -> out.println("(" + fields(chat) + ")");
            default -> {
                boolean isKey = line.length() == 2 && line.charAt(0) == '/';
                tell(isKey ? chat.press(line.charAt(1)) : chat.say(line), out);
            }
        }
    }

    private void tell(TextCall.Answer answer, PrintWriter out) {
        if (why) {
            answer.why().forEach(trace -> out.println("     " + described(trace)));
        }
        answer.why()
                .stream()
                .flatMap(trace -> trace.effects().pressed().stream())
                .forEach(keys -> out.println("     (the agent presses " + keys + ")"));
        if (!answer.said().isEmpty()) {
            out.println("     " + answer.said());
        }
        out.flush();
    }

    private static String described(DecisionTrace trace) {
        String rules = trace.rules().isEmpty() ? "" : ", " + String.join(", ", trace.rules());
        String way = trace.stageBefore().equals(trace.stageAfter())
                ? trace.stageAfter()
                : trace.stageBefore() + " ─► " + trace.stageAfter();
        String handed = trace.effects()
                .handover()
                .map(each -> "; " + each.from() + " hands over to " + each.to() + ": "
                        + each.why())
                .orElse("");
        return "[" + trace.rule() + rules + "; " + way + "; " + trace.phase().written() + handed
                + "]";
    }

    private static String fields(TextCall chat) {
        String known = chat.fields()
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " = " + entry.getValue().value())
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "nothing is known" : known;
    }
}
