package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.cli.terminal.Exit;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aNewTemplateIsSoundAndItsAuthorsOwn() throws Exception {
        var file = folder.resolve("dentist.yaml");
        assertEquals(Exit.OK, run("new", "dentist", "--to", file.toString()));
        assertTrue(Files.readString(file).contains("name: dentist\n"));
        assertEquals(Exit.OK, run("check", "--strict", file.toString()));
        assertTrue(out.toString().contains("dentist.yaml: sound; "), out::toString);
    }

    @Test
    void aFileThatExistsIsLeftAsItIs() throws Exception {
        var file = Files.writeString(folder.resolve("dentist.yaml"), "mine");
        assertEquals(Exit.MACHINE, run("new", "dentist", "--to", file.toString()));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void faultsAndWarningsAreToldWithFileAndLine() throws Exception {
        var file = folder.resolve("t.yaml");
        assertEquals(Exit.OK, run("new", "t", "--to", file.toString()));
        String good = Files.readString(file);
        Files.writeString(file, good.replace("home: anything-else", "home: anything-els"));
        assertEquals(Exit.LOST, run("check", file.toString()));
        assertTrue(out.toString().contains("error: " + file + ":"), out::toString);
        assertTrue(out.toString().contains("did you mean \"anything-else\"?"), out::toString);

        Files.writeString(file, good + "\n  - id: attic\n    say: Nobody comes here.\n"
                + "    end: hang-up\n");
        assertEquals(Exit.OK, run("check", file.toString()));
        assertEquals(Exit.LOST, run("check", "--strict", file.toString()));
        assertTrue(out.toString().contains("no way leads to this stage"), out::toString);
    }

    @Test
    void rehearsalsOfTheHouseGoAsWritten() {
        assertEquals(Exit.OK, run("rehearse", "support", "--only", "printer"));
        assertTrue(out.toString().contains("ok    the printer prints again"), out::toString);
        assertTrue(out.toString().contains("support: 1 of 1 went as written"), out::toString);
    }

    @Test
    void whatGoesOtherwiseIsToldWithLineTurnExpectedAndFound() throws Exception {
        Files.writeString(folder.resolve("desk.yaml"), Files.readString(desk()));
        var file = Files.writeString(folder.resolve("r.yaml"), """
                template: desk.yaml
                rehearsals:
                  - { name: hours, turns: [{ caller: opening hours, stage: farewell }] }
                """);
        assertEquals(Exit.LOST, run("rehearse", file.toString()));
        assertTrue(out.toString()
                .contains("line 3, turn 1: expected stage farewell, found anything-else"),
                out::toString);
        Files.writeString(file, "template: desk.yaml\nrehearsals: none\n");
        assertEquals(Exit.LOST, run("rehearse", file.toString()));
        assertTrue(err.toString().contains("r.yaml:2:13: rehearsals: found"), err::toString);
    }

    private Path desk() {
        var file = folder.resolve("copy.yaml");
        assertEquals(Exit.OK, run("new", "copy", "--to", file.toString()));
        return file;
    }

    @Test
    void stagesAreDrawnForTerminalsAndForPrograms() {
        assertEquals(Exit.OK, run("show", "front-desk"));
        assertTrue(out.toString().contains("├─ filled ─► ask-time"), out::toString);
        assertEquals(Exit.OK, run("show", "front-desk", "--format", "dot"));
        assertTrue(out.toString().contains("\"ask-day\" -> \"ask-time\" [label=\"filled\"];"));
        assertEquals(Exit.OK, run("show", "front-desk", "--format", "mermaid"));
        assertTrue(out.toString().contains("ask_day --> ask_time : filled"));
    }

    @Test
    void chatIsTheLoopOfACall() {
        var before = System.in;
        System.setIn(new ByteArrayInputStream("""
                /why
                i would like to make an appointment on tuesday at ten
                are you a robot
                anna miller
                /1

                /quit
                """.getBytes(StandardCharsets.UTF_8)));
        try {
            assertEquals(Exit.OK, run("chat", "front-desk"));
        } finally {
            System.setIn(before);
        }
        String told = out.toString();
        assertTrue(told.contains("[machine; ask-name; collecting]"), told);
        assertTrue(told.contains("Your appointment on Tuesday at ten o'clock is noted."), told);
        assertTrue(told.contains("Are you still there?"), told);
        assertTrue(told.contains("(day = tuesday, name = Anna Miller, time = 10:00)"), told);
    }

    @Test
    void aTemplateWithFaultsIsNotTalkedTo() throws Exception {
        var file = Files.writeString(folder.resolve("t.yaml"), "name: t\n");
        assertEquals(Exit.LOST, run("chat", file.toString()));
        assertTrue(err.toString().contains("t.yaml:1:1: opening: missing"), err::toString);
    }

    private int run(String... args) {
        var all = new String[args.length + 1];
        all[0] = "template";
        System.arraycopy(args, 0, all, 1, args.length);
        return Main.line()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
