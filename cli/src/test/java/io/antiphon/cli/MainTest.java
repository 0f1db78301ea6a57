package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.terminal.Exit;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person at a shell sees, so each test is a process. */
class MainTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"", "demo", "serve", "call", "dial", "calls", "hang-up",
            "registrations", "pbx",
            "transcribe",
            "vad", "say", "models",
            "models list", "models info", "models pull", "models verify", "doctor",
            "check-config", "version", "template", "template new", "template check",
            "template show", "template chat", "template schema"})
    void everyCommandExplainsItselfAndItsExitStatus(String command) throws Exception {
        var ran = run((command + " --help").strip().split(" ", -1));
        assertEquals(Exit.OK, ran.status);
        assertTrue(ran.text.contains("Usage: antiphon") && ran.text.contains("Exit status:"),
                ran.text);
        assertFalse(ran.text.contains("\u001b"), "colours on a pipe");
    }

    @Test
    void wrongOptionIsAUsageErrorOfTwoLines() throws Exception {
        var ran = run("serve", "--nonsense");
        assertEquals(Exit.USAGE, ran.status);
        assertEquals(2, ran.text.lines().count(), ran.text);
    }

    @Test
    void configurationThatIsWrongIsNamedByLine() throws Exception {
        var file = Files.writeString(folder.resolve("antiphon.yaml"),
                "sip:\n  lissen: [\"udp:0.0.0.0:5060\"]\n");
        var ran = run("check-config", file.toString());
        assertEquals(Exit.USAGE, ran.status);
        assertTrue(
                ran.text.contains("antiphon.yaml") && ran.text.contains("2")
                        && ran.text.contains("lissen"),
                ran.text);
        assertFalse(ran.text.contains("\tat "), ran.text);
    }

    @Test
    void certificateThatIsNotThereIsFoundBeforeAnythingStarts() throws Exception {
        var file = Files.writeString(folder.resolve("antiphon.yaml"), """
                sip:
                  listen: ["tls:0.0.0.0:5061"]
                  tls: {certificate: chain.pem, key: key.pem}
                """);
        var ran = run("check-config", file.toString());
        assertEquals(Exit.USAGE, ran.status);
        assertTrue(ran.text.contains("sip.tls.certificate: " + folder.resolve("chain.pem")),
                ran.text);
    }

    @Test
    void recordingThatIsNotThereIsFoundBeforeAnythingStarts() throws Exception {
        var file = Files.writeString(folder.resolve("antiphon.yaml"),
                "sounds:\n  on-hold: music.wav\n");
        var ran = run("check-config", file.toString());
        assertEquals(Exit.USAGE, ran.status);
        assertTrue(ran.text.contains("sounds.on-hold: " + folder.resolve("music.wav")), ran.text);
    }

    @Test
    void egressThatModelsNeedIsFoundBeforeAnythingStarts() throws Exception {
        String models = "models:\n  providers: [{name: far, kind: openai, url: 'http://192.0.2.1', model: m}]\n";
        var file = Files.writeString(folder.resolve("antiphon.yaml"),
                models + "privacy: {egress: deny}\n");
        var ran = run("check-config", file.toString());
        assertEquals(Exit.USAGE, ran.status);
        assertTrue(ran.text.contains("models: far: egress is denied"), ran.text);
        Files.writeString(file,
                models + "privacy: {egress: deny, egress-except: [192.0.2.1]}\n");
        var better = run("check-config", file.toString());
        assertEquals(Exit.OK, better.status);
        assertTrue(better.text.endsWith("language models far, egress denied except to 192.0.2.1"),
                better.text);
    }

    @Test
    void callToNobodyEndsWithoutAStackTrace() throws Exception {
        var ran = run("call", "tel:100");
        assertEquals(Exit.LOST, ran.status);
        assertEquals("antiphon: a call goes to sip:100@host or sip:100@host:5060, not to 'tel:100'",
                ran.text);
    }

    @Test
    void clocksOfTwoProcessesAgree() throws Exception {
        long before = System.nanoTime();
        var ran = run(ClockTeller.class);
        long after = System.nanoTime();
        long told = Long.parseLong(ran.text.strip());
        assertTrue(before < told && told < after, before + " " + told + " " + after);
    }

    /** Tells the monotonic clock of its process. */
    static final class ClockTeller {

        private ClockTeller() {}

        public static void main(String[] args) {
            System.out.println(System.nanoTime());
        }
    }

    private record Ran(int status, String text) {}

    private static Ran run(String... args) throws Exception {
        return run(Main.class, args);
    }

    private static Ran run(Class<?> main, String... args) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java")
                        .toString(),
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            var text = String.join("\n", out.lines().toList());
            return new Ran(process.waitFor(), text);
        }
    }
}
