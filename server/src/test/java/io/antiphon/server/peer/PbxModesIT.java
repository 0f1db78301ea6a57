package io.antiphon.server.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Wav;
import io.antiphon.server.call.Briefing;
import io.antiphon.server.call.CallCause;
import io.antiphon.server.call.CallView.State;
import io.antiphon.server.config.ConfigReader;
import io.antiphon.server.config.ConfigReader.Reading.Accepted;
import io.antiphon.server.config.Defaults;
import io.antiphon.server.config.ServerConfig;
import io.antiphon.server.dial.DialAnswer.Dialling;
import io.antiphon.server.dial.DialRequest;
import io.antiphon.server.interop.Interop;
import io.antiphon.server.interop.Peer;
import io.antiphon.server.pbx.AsteriskFiles;
import io.antiphon.server.pbx.Mode;
import io.antiphon.server.pbx.OurFile;
import io.antiphon.server.pbx.Site;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The four ways to connect a PBX: a real Asterisk and the real server, each with what {@code antiphon pbx} prints
 * for it and nothing else but what the test needs to listen. A call is held each way.
 */
class PbxModesIT {

    private static final int WINDOW = 160;
    private static final double VOICED_DB = -45;

    /** Says the question into the call, and records what comes back. */
    private static final String FAR_SIDE = """

            [ears]
            exten => in,1,Answer()
             same => n,MixMonitor(/peer/in.wav,r(/peer/in-back.wav)t(/peer/in-forth.wav))
             same => n,Playback(/peer/question)
             same => n,Wait(1)
             same => n,StopMixMonitor()
             same => n,Hangup()

            [from-pstn]
            exten => 700,1,Goto(taken,700,1)
            exten => 486,1,Hangup(17)

            [from-internal]
            exten => 700,1,Goto(taken,700,1)
            exten => 486,1,Hangup(17)

            [taken]
            exten => 700,1,Answer()
             same => n,MixMonitor(/peer/out.wav,r(/peer/out-back.wav)t(/peer/out-forth.wav))
             same => n,Playback(/peer/question)
             same => n,Wait(1)
             same => n,StopMixMonitor()
             same => n,Hangup()
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Mode.class)
    @Interop(peer = Peer.ASTERISK, rfc = {3261, 3264,
            7616}, what = "the four ways to connect, with the settings that antiphon pbx prints: calls both ways, busy, no such number")
    void callsAreHeldBothWaysWithThePrintedSettings(Mode mode) throws Exception {
        Speech.wav("hello what are your opening hours").write(folder.resolve("question.wav"));
        var site = new Site("127.0.0.1", freePort(), "127.0.0.1", freePort(), user(mode), "s3cret");
        var texts = Map.of("pjsip.conf",
                """
                        [transport-udp]
                        type=transport
                        protocol=udp
                        bind=127.0.0.1:%d

                        """.formatted(site.pbxPort()) + AsteriskFiles.pjsip(mode, site),
                "extensions.conf", AsteriskFiles.extensions(mode, site) + FAR_SIDE);
        try (var asterisk = AsteriskPeer.startWith(folder, texts, 31_100);
                var server = TestServer.startAs(folder, config(mode, site))) {
            isConnected(mode, asterisk, server);

            asterisk.command("channel originate Local/600@from-internal extension in@ears");
            asterisk.commandUntil("core show channels concise", "!ears!in!", 15);
            asterisk.commandUntil("core show channels", "0 active channels", 30);
            assertSound("in-back.wav", asterisk);

            assertEquals(CallCause.COMPLETED, dial(server, mode, "700"), asterisk.log());
            asterisk.commandUntil("core show channels", "0 active channels", 10);
            assertSound("out-back.wav", asterisk);
            assertEquals(CallCause.BUSY, dial(server, mode, "486"));
            assertEquals(CallCause.NOT_FOUND, dial(server, mode, "799"));
        }
    }

    private static String user(Mode mode) {
        return switch (mode) {
            case EXTENSION -> "601";
            case PEER -> "nobody";
            case REGISTRAR -> "pbx";
            case TRUNK -> "antiphon";
        };
    }

    private static void isConnected(Mode mode, AsteriskPeer asterisk, TestServer server)
            throws Exception {
        switch (mode) {
            case EXTENSION, TRUNK -> asterisk.commandUntil("pjsip show contacts",
                    "sip:" + user(mode) + "@127.0.0.1", 15);
            case PEER -> {
                // It asks by itself within the 60 s of qualify_frequency, at a moment of its choice.
                asterisk.command("pjsip qualify antiphon");
                asterisk.commandUntil("pjsip show contacts", "Avail", 15);
            }
            case REGISTRAR -> {
                asterisk.commandUntil("pjsip show registrations", "Registered", 15);
                assertTrue(server.server().trunks().getFirst().isRegistered());
            }
        }
    }

    /** Has the echo call a number of the PBX; answers how that ended. */
    private static CallCause dial(TestServer server, Mode mode, String number) throws Exception {
        var account = switch (mode) {
            case EXTENSION, TRUNK -> Optional.of(user(mode));
            case PEER, REGISTRAR -> Optional.<String>empty();
        };
        String to = account.isPresent() ? number : "sip:" + number + "@pbx";
        var answer = server.server()
                .dial(new DialRequest(to, Briefing.of("echo"), account, Optional.empty(),
                        DialRequest.USUAL_RING, Map.of()));
        var call = assertInstanceOf(Dialling.class, answer, answer.toString()).id();
        var book = server.server().book();
        var view = book.find(call).orElseThrow();
        while (view.state() != State.ENDED) {
            long version = view.version();
            view = book.follow(call, version, Duration.ofSeconds(40)).orElseThrow();
            assertTrue(view.version() > version, "still " + view);
        }
        return view.ending().orElseThrow().cause();
    }

    private static ServerConfig config(Mode mode, Site site) {
        return switch (ConfigReader.read("antiphon.yaml", OurFile.yaml(mode, site), Path.of(""),
                Defaults.with(Path.of("..", "models")))) {
            case Accepted(var config) -> config;
            case ConfigReader.Reading.Refused(var problems) ->
                throw new AssertionError(problems.toString());
        };
    }

    private static int freePort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The echo sent back what was said to it: seconds of it, not a click. */
    private void assertSound(String recording, AsteriskPeer asterisk) throws Exception {
        var wav = Wav.read(folder.resolve(recording));
        var pcm = wav.channels().getFirst();
        int voiced = 0;
        for (int at = 0; at + WINDOW <= pcm.length; at += WINDOW) {
            voiced += Pcm.levelDb(pcm, at, WINDOW) > VOICED_DB ? 1 : 0;
        }
        double seconds = voiced * (double) WINDOW / wav.sampleRate();
        assertTrue(seconds > 1, recording + ": " + seconds + " s of sound; " + asterisk.log());
    }
}
