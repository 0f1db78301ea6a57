package io.antiphon.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a command in this process, and keeps what it prints. */
final class Shell {

    /** What came of it. */
    record Ran(int status, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }

        List<String> fields(int line) {
            return List.of(lines().get(line).split("\t", -1));
        }
    }

    private Shell() {}

    /** The folder of the sources, which has the models. */
    static Path home() {
        var home = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(home.resolve("models/vad"))) {
            home = home.resolveSibling("");
        }
        return home;
    }

    static Ran run(String... args) {
        System.setProperty("antiphon.home", home().toString());
        var out = new StringWriter();
        var err = new StringWriter();
        var line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return new Ran(line.execute(args), out.toString(), err.toString());
    }
}
