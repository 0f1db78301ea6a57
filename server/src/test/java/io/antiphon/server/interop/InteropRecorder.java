package io.antiphon.server.interop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Writes down what came of each test with a peer, and after the last one the page. */
final class InteropRecorder implements TestWatcher {

    private static final Path OUTCOMES = Path.of("target", "interop");
    private static final Path PAGE = Path.of("target", "interop.md");

    @Override
    public void testSuccessful(ExtensionContext context) {
        write(context, "pass");
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        write(context, "fail");
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        write(context, cause instanceof TestAbortedException
                ? "skipped: " + String.valueOf(cause.getMessage())
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replace("skipped, because ", "")
                        .replace('|', '/')
                : "fail");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        write(context, "skipped: " + reason.orElse("disabled"));
    }

    private static void write(ExtensionContext context, String outcome) {
        var test = context.getRequiredTestMethod();
        var interop = test.getAnnotation(Interop.class);
        var row = InteropRow.of(test, interop.peer().version(), outcome);
        var json = new ObjectMapper();
        try {
            Files.createDirectories(OUTCOMES);
            var file = OUTCOMES.resolve(row.test() + ".json");
            // Of a test with parameters, one failure is the failure of all.
            if (Files.exists(file) && context.getDisplayName().startsWith("[")
                    && !context.getDisplayName().startsWith("[1]")
                    && json.readValue(file.toFile(), InteropRow.class).outcome().equals("fail")) {
                return;
            }
            json.writeValue(file.toFile(), row);
            Files.writeString(PAGE, InteropPage.of(read(json)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<InteropRow> read(ObjectMapper json) throws IOException {
        var rows = new ArrayList<InteropRow>();
        try (var files = Files.list(OUTCOMES)) {
            for (var file : files.toList()) {
                rows.add(json.readValue(file.toFile(), InteropRow.class));
            }
        }
        return rows;
    }
}
