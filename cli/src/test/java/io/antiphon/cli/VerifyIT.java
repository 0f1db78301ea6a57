package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.config.ConfigFile;
import io.antiphon.cli.terminal.Exit;
import io.antiphon.server.VoiceServer;
import io.antiphon.server.pbx.AsteriskFiles;
import io.antiphon.server.pbx.Mode;
import io.antiphon.server.pbx.OurFile;
import io.antiphon.server.pbx.Site;
import io.antiphon.testkit.asterisk.Asterisk;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code antiphon pbx --verify} with a real Asterisk, the real server, and the mistakes that are made between them. */
class VerifyIT {

    private static final String US = "127.0.0.1";
    private static final String PBX = "127.0.0.2";
    private static final int FIRST_RTP = 31_300;

    @TempDir
    private Path folder = Path.of("");

    /** What is set up, to be spoilt by a test. */
    private record Setup(Mode mode, String pjsip, String extensions, String yaml, Site site) {

        static Setup of(Mode mode) throws Exception {
            String user = switch (mode) {
                case EXTENSION -> "601";
                case PEER -> "";
                case REGISTRAR -> "pbx";
                case TRUNK -> "antiphon";
            };
            var site = new Site(US, freePort(US), PBX, freePort(PBX), user, "s3cret");
            return new Setup(mode, """
                    [transport-udp]
                    type=transport
                    protocol=udp
                    bind=%s:%d

                    """.formatted(PBX, site.pbxPort()) + AsteriskFiles.pjsip(mode, site),
                    AsteriskFiles.extensions(mode, site) + """

                            [from-pstn]
                            exten => 600,1,Goto(from-internal,600,1)
                            """,
                    OurFile.yaml(mode, site) + "rtp: { ports: 30500-30599 }\n", site);
        }

        Setup pjsip(String from, String to) {
            assertTrue(pjsip.contains(from), pjsip);
            return new Setup(mode, pjsip.replace(from, to), extensions, yaml, site);
        }

        Setup extensions(String from, String to) {
            assertTrue(extensions.contains(from), extensions);
            return new Setup(mode, pjsip, extensions.replace(from, to), yaml, site);
        }

        Setup yaml(String from, String to) {
            assertTrue(yaml.contains(from), yaml);
            return new Setup(mode, pjsip, extensions, yaml.replace(from, to), site);
        }

        private static int freePort(String host) throws Exception {
            try (var socket = new DatagramSocket(0, InetAddress.ofLiteral(host))) {
                return socket.getLocalPort();
            }
        }
    }

    /** How far the server has come when it is verified. */
    private enum Server {
        WITHOUT_ACCOUNT,
        UP,
        CONNECTED
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatIsPrintedWorksAndTheEchoIsHeard(Mode mode) throws Exception {
        var ran = verify(Setup.of(mode), Server.CONNECTED);
        assertEquals(Exit.OK, ran.status(), ran.out());
        assertEquals("It works.", ran.lines().getLast());
        assertTrue(ran.out().contains("pass  the echo is heard: "), ran.out());
        assertTrue(ran.lines().stream().noneMatch(line -> line.startsWith("FAIL")), ran.out());
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTENSION", "TRUNK"})
    void ourWrongPasswordIsTold(Mode mode) throws Exception {
        assertFails(Server.UP, Setup.of(mode).yaml("password: s3cret", "password: forgotten"),
                "FAIL  the server is registered at the PBX", "401", "with the password of"
                        + " sip.accounts");
    }

    @Test
    void wrongPasswordOfThePbxIsTold() throws Exception {
        assertFails(Server.UP,
                Setup.of(Mode.REGISTRAR).pjsip("password=s3cret", "password=forgotten"),
                "FAIL  the PBX is registered here as pbx", "nobody is", "sip.trunks");
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTENSION", "TRUNK"})
    void serverThatIsNotRegisteredIsTold(Mode mode) throws Exception {
        var setup = Setup.of(mode);
        assertFails(Server.WITHOUT_ACCOUNT, setup, "FAIL  the server is registered at the PBX as "
                + setup.site().user(), "nobody is registered", "registration: state=FAILED");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void numberThatThePbxDoesNotHaveIsTold(Mode mode) throws Exception {
        assertFails(Server.CONNECTED, Setup.of(mode).extensions("exten => 600,", "exten => 699,"),
                "FAIL  a call to 600 through the PBX is taken", "404", "it has no 600");
    }

    @ParameterizedTest
    @EnumSource(names = {"PEER", "EXTENSION"})
    void codecThatIsNotInCommonIsTold(Mode mode) throws Exception {
        assertFails(Server.CONNECTED, Setup.of(mode).pjsip("allow=ulaw,alaw", "allow=g722"),
                "FAIL  a call to 600 through the PBX is taken", "488", "allow=ulaw,alaw");
    }

    @ParameterizedTest
    @EnumSource(names = {"PEER", "REGISTRAR"})
    void addressThatThePbxDoesNotKnowIsTold(Mode mode) throws Exception {
        assertFails(Server.CONNECTED, Setup.of(mode).pjsip("match=" + US, "match=192.0.2.77"),
                "FAIL  a call to 600 through the PBX is taken", "401", "match=" + US);
    }

    @ParameterizedTest
    @EnumSource(names = {"PEER", "TRUNK"})
    void addressThatAnAclKeepsOutIsTold(Mode mode) throws Exception {
        assertFails(Server.UP, Setup.of(mode).pjsip("[transport-udp]", """
                [no-one]
                type=acl
                deny=%s

                [transport-udp]""".formatted(US)), "FAIL  ", "403", "type=acl");
    }

    @Test
    void pbxThatIsInNoTrunkOfOursIsTold() throws Exception {
        assertFails(Server.CONNECTED,
                Setup.of(Mode.PEER).yaml("from: [" + PBX + "]", "from: [192.0.2.77]"),
                "FAIL  this server lets the PBX in", "no from of sip.trunks has " + PBX);
    }

    @Test
    void pbxThatLooksForUsElsewhereIsTold() throws Exception {
        var setup = Setup.of(Mode.PEER);
        assertFails(Server.CONNECTED,
                setup.pjsip("contact=sip:" + US + ":" + setup.site().ourPort(),
                        "contact=sip:" + US + ":9"),
                "FAIL  a call to 600 through the PBX is taken",
                "the contact of its aor antiphon");
    }

    @Test
    void whoeverIsNoEchoIsTold() throws Exception {
        assertFails(Server.CONNECTED,
                Setup.of(Mode.PEER).yaml("\"600\": echo", "\"600\": front-desk"),
                "FAIL  the echo is heard", "somebody else is", "agents.routes");
    }

    private void assertFails(Server server, Setup setup, String... words) throws Exception {
        var ran = verify(setup, server);
        assertEquals(Exit.LOST, ran.status(), ran.out() + ran.err());
        var failed = ran.lines().stream().filter(line -> line.startsWith("FAIL")).toList();
        assertEquals(1, failed.size(), ran.out());
        for (var word : words) {
            assertTrue(failed.getFirst().contains(word), word + " is not in: " + ran.out());
        }
        assertEquals("It does not work yet.", ran.lines().getLast());
    }

    private Shell.Ran verify(Setup setup, Server server) throws Exception {
        System.setProperty("antiphon.home", Shell.home().toString());
        var file = Files.writeString(folder.resolve("antiphon.yaml"), setup.yaml());
        var served = server == Server.WITHOUT_ACCOUNT
                ? Files.writeString(folder.resolve("other.yaml"), "sip: { listen: [udp:" + US + ":"
                        + setup.site().ourPort() + "] }\n")
                : file;
        String[] command = {"pbx", "asterisk", "--mode",
                setup.mode().name().toLowerCase(Locale.ROOT), "--pbx",
                PBX + ":" + setup.site().pbxPort(), "--config", file.toString(), "--verify"};
        try (var asterisk = Asterisk.start(folder, Map.of("pjsip.conf", setup.pjsip(),
                "extensions.conf", setup.extensions()), FIRST_RTP);
                var started = VoiceServer.start(ConfigFile.read(served))) {
            if (server == Server.CONNECTED) {
                isConnected(setup, asterisk);
            }
            var ran = Shell.run(command);
            return new Shell.Ran(ran.status(), ran.out(),
                    ran.err() + started.listening() + asterisk.log());
        }
    }

    private static void isConnected(Setup setup, Asterisk asterisk) throws Exception {
        switch (setup.mode()) {
            case EXTENSION, TRUNK -> asterisk.commandUntil("pjsip show contacts",
                    "sip:" + setup.site().user() + "@" + US, 15);
            case PEER -> {
                // Both know the other's address, and that is all.
            }
            case REGISTRAR -> asterisk.commandUntil("pjsip show registrations", "Registered", 15);
        }
    }
}
