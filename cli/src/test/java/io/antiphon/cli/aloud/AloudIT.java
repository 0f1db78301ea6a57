package io.antiphon.cli.aloud;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.demo.CallerVoice;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.rehearsal.Rehearsal;
import io.antiphon.dialogue.rehearsal.RehearsalReading;
import io.antiphon.dialogue.rehearsal.Rehearsals;
import io.antiphon.dialogue.rehearsal.Rehearsed;
import io.antiphon.server.config.Defaults;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dialogues of all built-in templates as real calls: a caller's synthetic voice, RTP, the server's ears, its dialogue, its
 * voice. Several are held at once, because callers mostly listen. No recogniser hears all calls right, so one that does not
 * go as written is printed and held once more.
 */
class AloudIT {

    private static final int AT_ONCE = 3;

    private static final Map<String, List<String>> PROGRAMME = Map.of(
            "front-desk",
            List.of("an appointment is cancelled after all",
                    "a message is taken down as it was said, orders and all",
                    "a number is typed, told anew, and confirmed"),
            "support",
            List.of("the printer prints again after a restart",
                    "an angry caller who wants to go on after all"),
            "sales-qualification",
            List.of("no time now", "there is a supplier already"),
            "survey",
            List.of("a happy customer", "a refusal in the middle"),
            "appointment-reminder",
            List.of("an appointment is kept", "an appointment is moved"));

    private static final Map<String, Call> CALLS = new LinkedHashMap<>();
    private static final ExecutorService STAGE = Executors.newFixedThreadPool(AT_ONCE);

    /** A dialogue, and how it went at first. */
    private record Call(String agent, String name, Future<Rehearsed> first) {}

    @BeforeAll
    static void raiseTheCurtain() {
        PROGRAMME.forEach((agent, names) -> {
            for (var name : names) {
                CALLS.put(agent + ": " + name,
                        new Call(agent, name, STAGE.submit(() -> held(agent, name))));
            }
        });
    }

    private static Rehearsed held(String agent, String name) throws Exception {
        var template = ((TemplateReading.Accepted) Agents.find(agent)).template();
        return AloudRehearser.rehearse(template, rehearsal(agent, name), new CallerVoice("rms"),
                Defaults.with(Path.of("..", "models"))).rehearsed();
    }

    @AfterAll
    static void closeTheCurtain() {
        STAGE.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void callGoesAsWritten(String name) throws Exception {
        var call = Objects.requireNonNull(CALLS.get(name));
        var first = call.first().get();
        if (!first.wentWell()) {
            System.out.println("once more: " + first.describe());
            var again = held(call.agent(), call.name());
            assertTrue(again.wentWell(), () -> first.describe() + "\n" + again.describe());
        }
    }

    static List<String> calls() {
        return List.copyOf(CALLS.keySet());
    }

    private static Rehearsal rehearsal(String agent, String name) {
        return ((RehearsalReading.Accepted) Rehearsals.builtIn(agent)).rehearsals()
                .all()
                .stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(agent + " has no rehearsal " + name));
    }
}
