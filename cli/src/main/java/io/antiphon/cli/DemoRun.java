package io.antiphon.cli;

import io.antiphon.cli.demo.CallerVoice;
import io.antiphon.cli.demo.DemoScript;
import io.antiphon.cli.demo.DemoStory;
import io.antiphon.cli.demo.EventLine;
import io.antiphon.cli.report.CallTimeline;
import io.antiphon.cli.report.ReportPage;
import io.antiphon.cli.report.TimelineJson;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.cli.wire.Pcap;
import io.antiphon.cli.wire.WireRecord;
import io.antiphon.server.CannotStart;
import io.antiphon.server.SystemTime;
import io.antiphon.server.Threads;
import io.antiphon.server.VoiceServer;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.ListenAddress;
import io.antiphon.sip.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One demonstration: the server here, the caller in a process of its own, and what both know put together. */
final class DemoRun {

    private static final String AGENT = "front-desk";
    private static final String CALLED = "100";
    private static final int MOST_SECONDS = 240;
    private static final int PORTS = 40;
    private static final List<String> JVM = List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Terminal terminal;
    private final Path folder;
    private final CallerVoice voice;
    private final EngineOptions engines;

    DemoRun(Terminal terminal, Path folder, CallerVoice voice, EngineOptions engines) {
        this.terminal = terminal;
        this.folder = folder;
        this.voice = voice;
        this.engines = engines;
    }

    CallTimeline hold(DemoScript script) throws IOException {
        var started = SystemTime.WALL.now();
        var work = Files.createTempDirectory("antiphon-demo");
        var events = work.resolve("events.jsonl");
        int firstPort = freeEvenPort();
        var diary = new ArrayList<EventLine>();
        String uri;
        var config = Settings.onLoopback(AGENT, firstPort, firstPort + PORTS - 1, events, engines);
        try (var server = VoiceServer.start(config)) {
            server.warnings().forEach(warning -> terminal.line("note: " + warning));
            uri = "sip:" + CALLED + "@" + udpOf(server.listening());
            var transcript = new Transcript(terminal);
            transcript.called(uri, voice.name());
            var tail = new FileTail(events,
                    line -> EventLine.parse(line).ifPresent(transcript::told));
            var reader = Threads.virtual("transcript").newThread(tail::run);
            reader.start();
            diary.addAll(caller(uri, script, transcript));
            tail.stop();
        } catch (CannotStart e) {
            throw new Trouble(Exit.MACHINE, String.valueOf(e.getMessage()), e);
        }
        var facts = new LinkedHashMap<String, String>();
        facts.put("held", DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(started));
        facts.put("to", uri);
        facts.put("caller's voice", voice.name());
        facts.put("ears", config.engines().recogniser());
        facts.put("voice", inShort(config.engines().voices().getFirst()));
        facts.put("answers", config.engines().responder().engine());
        return told(script, diary, EventLine.read(events), facts);
    }

    private CallTimeline told(DemoScript script, List<EventLine> diary, List<EventLine> server,
            Map<String, String> facts) throws IOException {
        var end = diary.stream()
                .filter(event -> event.type().equals("phone.end"))
                .findFirst()
                .orElseThrow(
                        () -> new IOException("the caller's process ended before its call did"));
        int port = ((Number) end.fields().getOrDefault("localPort", 0)).intValue();
        facts.put("caller's packets", end.text("pacing"));
        var record = new WireRecord(Pcap.read(folder.resolve("call.pcap"), port));
        var timeline = new DemoStory(record, diary, server).told(script, facts);
        record.stereo().write(folder.resolve("call.wav"));
        new TimelineJson().write(timeline, folder.resolve("call.json"));
        new ReportPage().write(timeline, record.stereo(), folder.resolve("report.html"));
        return timeline;
    }

    private List<EventLine> caller(String uri, DemoScript script, Transcript transcript)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""),
                Main.class.getName(), "call", uri,
                "--script", script.name(), "--voice", voice.name().replace("flite ", ""), "--from",
                "127.0.0.1",
                "--duration", Integer.toString(MOST_SECONDS), "--pcap",
                folder.resolve("call.pcap").toString()));
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var diary = new ArrayList<EventLine>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                EventLine.parse(line).ifPresent(event -> {
                    diary.add(event);
                    transcript.told(event);
                });
            }
            int status = process.waitFor();
            if (status != Exit.OK) {
                throw new IOException("the caller's process ended with status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
        return diary;
    }

    /** A voice without the folders that its file lies in. */
    private static String inShort(String voice) {
        return voice.replaceFirst(":.*/", ":");
    }

    private static String udpOf(List<ListenAddress> listening) throws IOException {
        return listening.stream()
                .filter(address -> address.transport() == Transport.UDP)
                .findFirst()
                .map(address -> IpLiteral.inUri(address.host()) + ":" + address.port())
                .orElseThrow(() -> new IOException("the server does not listen on UDP"));
    }

    private static int freeEvenPort() throws IOException {
        try (var probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return Math.min(probe.getLocalPort() & ~1, 65_534 - PORTS);
        }
    }
}
