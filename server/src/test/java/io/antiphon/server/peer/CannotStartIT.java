package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.server.CannotStart;
import io.antiphon.server.VoiceServer;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.config.ServerConfig.Agents;
import io.antiphon.server.config.ServerConfig.Engines;
import io.antiphon.server.config.ServerConfig.Sip;
import io.antiphon.sip.Carriage;
import io.antiphon.sip.tls.TlsConfig;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot run says why, and leaves nothing behind that would keep the next one from it. */
class CannotStartIT {

    private static final Path MODELS = Path.of("..", "models");
    private static final ServerConfig USUAL = Defaults.with(MODELS);
    private static final Pattern OURS = Pattern
            .compile("(sip|lane|hearing|feeding|asr|tts|journal|watchdog)-\\d+");
    private static final Duration THREAD_ENDS = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void takenUdpPortIsNamedAndTheOthersAreGivenBack() throws Exception {
        int taken = freePort();
        int free = freePort();
        var config = listening("tcp:127.0.0.1:" + free, "udp:127.0.0.1:" + taken);
        try (var other = new DatagramSocket(taken, InetAddress.getLoopbackAddress())) {
            assertTrue(other.isBound());
            assertSays(config, "udp:127.0.0.1:" + taken, "in use", "sip.listen");
        }
        VoiceServer.start(config).close();
        assertNobodyIsLeft();
    }

    @Test
    void takenTcpPortIsNamedAndTheOthersAreGivenBack() throws Exception {
        int free = freePort();
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = listening("udp:127.0.0.1:" + free,
                    "tcp:127.0.0.1:" + other.getLocalPort());
            assertSays(config, "tcp:127.0.0.1:" + other.getLocalPort(), "in use", "sip.listen");
        }
        VoiceServer.start(listening("udp:127.0.0.1:" + free)).close();
        assertNobodyIsLeft();
    }

    @Test
    void certificateThatIsNotThereIsNamedAndNothingStaysOpen() throws Exception {
        var tls = new TlsConfig(folder.resolve("chain.pem"), folder.resolve("key.pem"),
                Optional.empty(), TlsConfig.ClientCertificates.NONE);
        var sip = new Sip(List.of("tls:127.0.0.1:0"), Optional.empty(), List.of(),
                true, Carriage.USUAL.with(tls));
        assertSays(new ServerConfig(sip, USUAL.rtp(), USUAL.agents(), USUAL.engines(),
                USUAL.operation()), "sip.tls.certificate", "chain.pem", "no such file");
        assertNobodyIsLeft();
    }

    @Test
    void missingRecogniserIsNamed() throws Exception {
        var nowhere = folder.resolve("nowhere");
        assertSays(hearing(nowhere), "no model directory", nowhere.toString());
    }

    @Test
    void damagedRecogniserIsNamed() throws Exception {
        var copy = Files.createDirectory(folder.resolve("copy"));
        try (var files = Files.list(USUAL.engines().recogniserModel())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        var model = copy.resolve("model.onnx");
        byte[] half = new byte[(int) Files.size(model) / 2];
        try (var in = Files.newInputStream(model)) {
            assertTrue(in.readNBytes(half, 0, half.length) == half.length);
        }
        Files.write(model, half);
        assertSays(hearing(copy), model.toString(), "not a usable ONNX model");
    }

    @Test
    void missingVoiceDetectorIsNamedAndNothingStaysOpen() throws Exception {
        var nowhere = folder.resolve("vad.onnx");
        var engines = USUAL.engines();
        assertSays(
                with(new Engines(engines.recogniser(), engines.recogniserModel(), nowhere,
                        engines.turnModel(),
                        engines.voices(), engines.responder())),
                "no voice detection model",
                nowhere.toString());
        assertNobodyIsLeft();
    }

    @Test
    void voiceOfNoEngineIsNamed() throws Exception {
        assertSays(speaking("flute:slt"), "flute:slt", "expected flite, espeak-ng or piper");
    }

    @Test
    void voiceThatIsNotWrittenAsItShouldBeIsNamedAndNothingStaysOpen() throws Exception {
        assertSays(speaking("flite"), "engines.voices", "flite", "engine:voice");
        assertNobodyIsLeft();
    }

    @Test
    void brokenTemplateIsNamedToTheColumn() throws Exception {
        var file = folder.resolve("broken.yaml");
        Files.writeString(file, """
                name: broken
                language: en
                opening: start
                stages:
                  - id: start
                    ask: Who is there?
                    expects: yes-yes
                """);
        assertSays(answering(new Agents("front-desk", Map.of(), Map.of("broken", file))),
                file + ":7:", "expects", "yes-no");
    }

    @Test
    void templateThatIsNotThereIsNamed() throws Exception {
        var file = folder.resolve("nobody.yaml");
        assertSays(answering(new Agents("nobody", Map.of(), Map.of("nobody", file))),
                file.toString());
    }

    @Test
    void unknownAgentIsNamedWithThoseThatThereAre() throws Exception {
        assertSays(answering(new Agents("front-desc", Map.of(), Map.of())), "front-desc",
                "front-desk", "echo", "agents.templates");
    }

    @Test
    void routeToAnUnknownAgentIsNamed() throws Exception {
        assertSays(answering(new Agents("front-desk", Map.of("600", "ecco"), Map.of())), "ecco");
    }

    @Test
    void eventsThatCannotBeWrittenAreNamed() throws Exception {
        var file = folder.resolve("no-such-folder").resolve("events.jsonl");
        var operation = USUAL.operation();
        var config = new ServerConfig(anyPort(), USUAL.rtp(), USUAL.agents(), USUAL.engines(),
                new ServerConfig.Operation(operation.mostCalls(), operation.answerDelay(),
                        operation.callerSilence(), operation.drain(), Optional.of(file),
                        operation.journal(), operation.overloadControl()));
        assertSays(config, file.toString());
    }

    @Test
    void journalOfAServerThatRunsIsNamed() throws Exception {
        var file = folder.resolve("calls.jsonl");
        var config = new ServerConfig(anyPort(), USUAL.rtp(), USUAL.agents(), USUAL.engines(),
                USUAL.operation().withJournal(Optional.of(file)));
        VoiceServer.start(config).close();
        try (var running = VoiceServer.start(config)) {
            assertTrue(running.calls() == 0);
            assertSays(config, "operation.journal", file.toString(), "another server");
        }
    }

    @Test
    void recordingThatIsNotThereIsNamed() throws Exception {
        var file = folder.resolve("music.wav");
        var sounds = new ServerConfig.Sounds(Optional.of(file), Optional.empty());
        var config = answering(USUAL.agents()).withSounds(sounds);
        assertSays(config, "sounds.on-hold", file.toString(), "no such file");
        Files.writeString(file, "no music");
        assertSays(config, "sounds.on-hold", file.toString());
    }

    private static void assertSays(ServerConfig config, String... parts) {
        var refusal = assertThrows(CannotStart.class, () -> VoiceServer.start(config).close());
        String message = String.valueOf(refusal.getMessage());
        for (var part : parts) {
            assertTrue(message.contains(part), "'" + part + "' in: " + message);
        }
    }

    /** Of our threads none is left; those that were told to end just now may take a moment. */
    private static void assertNobodyIsLeft() throws InterruptedException {
        for (var thread : Set.copyOf(Thread.getAllStackTraces().keySet())) {
            if (OURS.matcher(thread.getName()).matches()) {
                thread.join(THREAD_ENDS);
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    private static ServerConfig listening(String... addresses) {
        return new ServerConfig(new Sip(List.of(addresses), Optional.empty(), List.of(), false),
                USUAL.rtp(), USUAL.agents(), USUAL.engines(), USUAL.operation());
    }

    private static ServerConfig answering(Agents agents) {
        return new ServerConfig(anyPort(), USUAL.rtp(), agents, USUAL.engines(),
                USUAL.operation());
    }

    private static ServerConfig with(Engines engines) {
        return new ServerConfig(anyPort(), USUAL.rtp(), USUAL.agents(), engines,
                USUAL.operation());
    }

    private static ServerConfig hearing(Path model) {
        var usual = USUAL.engines();
        return with(new Engines(usual.recogniser(), model, usual.voiceDetectorModel(),
                usual.turnModel(),
                usual.voices(), usual.responder()));
    }

    private static ServerConfig speaking(String voice) {
        var usual = USUAL.engines();
        return with(new Engines(usual.recogniser(), usual.recogniserModel(),
                usual.voiceDetectorModel(), usual.turnModel(), List.of(voice), usual.responder()));
    }

    private static Sip anyPort() {
        return new Sip(List.of("udp:127.0.0.1:0"), Optional.empty(), List.of(), false);
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
