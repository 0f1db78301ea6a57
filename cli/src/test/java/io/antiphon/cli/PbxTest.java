package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.terminal.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator of a PBX is told. */
class PbxTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void settingsAreThoseOfThisInstallation() throws Exception {
        var file = Files.writeString(folder.resolve("antiphon.yaml"), """
                sip:
                  listen: [udp:192.0.2.10:5070]
                  accounts:
                    - user: "4711"
                      registrar: sip:192.0.2.1:5080
                      password: hidden
                """);
        var ran = Shell.run("pbx", "asterisk", "--mode", "trunk", "--config", file.toString());
        assertEquals(Exit.OK, ran.status(), ran.err());
        assertTrue(ran.out().contains("username=4711") && ran.out().contains("password=hidden")
                && ran.out().contains("registrar: sip:192.0.2.1:5080")
                && ran.out().contains("listen: [udp:192.0.2.10:5070]"), ran.out());
        var pages = Shell.run("pbx", "freepbx", "--mode", "peer", "--pbx", "192.0.2.1", "--config",
                file.toString());
        assertTrue(pages.out().contains("SIP Server: 192.0.2.10")
                && pages.out().contains("SIP Server Port: 5070")
                && pages.out().contains("from: [192.0.2.1]"), pages.out());
    }

    @Test
    void withoutThePbxItIsAskedFor() {
        var ran = Shell.run("pbx", "asterisk", "--mode", "peer");
        assertEquals(Exit.USAGE, ran.status());
        assertTrue(ran.err().contains("--pbx"), ran.err());
    }

    @Test
    void verificationTellsWhatDoesNotAnswer() {
        var ran = Shell.run("pbx", "asterisk", "--mode", "peer", "--pbx", "127.0.0.1:9",
                "--verify");
        assertEquals(Exit.LOST, ran.status(), ran.err());
        assertTrue(ran.out().contains("FAIL  the PBX answers at 127.0.0.1:9: look at --pbx"),
                ran.out());
        assertEquals("It does not work yet.", ran.lines().getLast());
    }
}
