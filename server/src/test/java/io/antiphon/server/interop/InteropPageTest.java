package io.antiphon.server.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page and the tests say the same. */
class InteropPageTest {

    private static final Path PAGE = Path.of("..", "docs", "interop.md");

    @Test
    void pageHasARowForEachTestWithAPeerAndNoOther() throws Exception {
        var promised = new TreeSet<String>();
        for (var test : tests()) {
            promised.add(InteropRow.of(test, "", "").promise());
        }
        var told = new TreeSet<String>();
        for (var line : Files.readAllLines(PAGE)) {
            if (line.contains("` |")) {
                told.add(line.substring(0, line.indexOf("` |") + 3));
            }
        }
        assertEquals(String.join("\n", promised), String.join("\n", told),
                "run the tests with peers, and copy server/target/interop.md to docs");
    }

    @Test
    void nothingThatIsToldHasFailed() throws Exception {
        assertTrue(Files.readAllLines(PAGE).stream().noneMatch(line -> line.contains("| fail")));
    }

    @Test
    void pageSumsUpWhatTheRowsSay() {
        String page = InteropPage.of(List.of(
                new InteropRow("SIPp", "3.6", "3261, 3264", "calls", "A.a", "pass"),
                new InteropRow("SIPp", "3.6", "3261", "holds", "A.b", "skipped: no SIPp"),
                new InteropRow("Asterisk", "22", "3261", "calls", "B.c", "fail")));
        assertTrue(page.contains("| 3261 | fail 1 | skipped 1, pass 1 |  |"), page);
        assertTrue(page.contains("| 3264 |  | pass 1 |  |"), page);
        assertTrue(page.contains("Peers: Asterisk 22, SIPp 3.6, baresip (not here)"), page);
        assertTrue(page.contains("| 3261 | SIPp | holds | `A.b` | skipped: no SIPp |"), page);
    }

    private static List<Method> tests() throws Exception {
        var tests = new ArrayList<Method>();
        var root = Path.of("target", "test-classes");
        try (var files = Files.walk(root)) {
            for (var file : files.filter(path -> path.toString().endsWith("IT.class")).toList()) {
                String name = root.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.');
                Arrays.stream(Class.forName(name).getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Interop.class))
                        .forEach(tests::add);
            }
        }
        return tests;
    }
}
