package io.antiphon.cli.steer;

import com.fasterxml.jackson.databind.JsonNode;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.server.Threads;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code antiphon dial}: has the running server call someone, and follows the call. */
@Command(name = "dial", mixinStandardHelpOptions = true, description = {
        "Has an agent of the running server call someone, and follows the call until it ends.",
        "Ctrl-C cancels or hangs up."}, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:it was answered, and held to its end", "1:it was lost, or failed",
                Exit.USAGE_LINE, "3:no API answers, or the server takes no more calls",
                Outcome.BUSY_LINE, Outcome.NO_ANSWER_LINE, Outcome.REJECTED_LINE,
                Outcome.NOT_FOUND_LINE, Outcome.UNREACHABLE_LINE, Outcome.CANCELLED_LINE,
                Exit.BROKEN_LINE})
public final class DialCommand implements Callable<Integer> {

    private static final Duration PARTING = Duration.ofSeconds(5);
    private static final double MS_PER_S = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TO", description = "Whom to call: sip:200@host, or with --account a number.")
    private String to = "";

    @Option(names = "--agent", paramLabel = "NAME", description = "The agent that calls. Default: front-desk.")
    private String agent = "front-desk";

    @Option(names = "--account", paramLabel = "USER", description = "The account of sip.accounts to call as.")
    private Optional<String> account = Optional.empty();

    @Option(names = "--from", paramLabel = "NUMBER", description = "The number to show.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--ring", paramLabel = "SECONDS", description = "How long it may ring. Default: 60.")
    private int ring = 60;

    @Option(names = "--field", paramLabel = "NAME=VALUE", description = "A field of the agent's template that is known. May be repeated.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--header", paramLabel = "X-NAME=VALUE", description = "A header for the INVITE. May be repeated.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Override
    public Integer call() {
        var client = api.client();
        var out = spec.commandLine().getOut();
        var call = client.dial(request());
        String id = call.path("id").asText();
        var ended = new CountDownLatch(1);
        var cancel = Threads.shutdown().newThread(() -> cancel(client, id, ended));
        Runtime.getRuntime().addShutdownHook(cancel);
        try {
            return Outcome.of(followed(client, call, out).path("cause").asText());
        } finally {
            ended.countDown();
            forget(cancel);
        }
    }

    /** Ctrl-C: hangs up, and lets the follower tell of the end before the machine stops. */
    private static void cancel(ApiClient client, String id, CountDownLatch ended) {
        try {
            client.hangUp(id);
            ended.await(PARTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running, and has told the server.
        }
    }

    private Map<String, Object> request() {
        var request = new LinkedHashMap<String, Object>();
        request.put("to", to);
        request.put("agent", agent);
        account.ifPresent(user -> request.put("account", user));
        from.ifPresent(number -> request.put("from", number));
        request.put("ringSeconds", ring);
        request.put("fields", fields);
        request.put("headers", headers);
        return request;
    }

    /** Tells each state once; answers the last. */
    private static JsonNode followed(ApiClient client, JsonNode begun, PrintWriter out) {
        var call = begun;
        String told = "";
        while (true) {
            String state = call.path("state").asText();
            if (!state.equals(told)) {
                told = state;
                out.println(line(call));
                out.flush();
            }
            if (state.equals("ended")) {
                return call;
            }
            call = client.follow(call.path("id").asText(), call.path("version").asLong());
        }
    }

    private static String line(JsonNode call) {
        return switch (call.path("state").asText()) {
            case "dialling" -> "dialling " + call.path("to").asText() + ", call "
                    + call.path("id").asText();
            case "early" -> "something is to be heard";
            case "up" -> "answered";
            case "ended" -> "ended: " + ending(call);
            default -> call.path("state").asText();
        };
    }

    private static String ending(JsonNode call) {
        String cause = call.path("cause").asText();
        if (call.has("answered")) {
            var up = Duration.between(Instant.parse(call.path("answered").asText()),
                    Instant.parse(call.path("ended").asText()));
            return String.format(Locale.ROOT, "%s after %.1f s", cause, up.toMillis() / MS_PER_S);
        }
        return cause + (call.has("status") ? " (" + call.path("status").asInt() + ")" : "");
    }
}
