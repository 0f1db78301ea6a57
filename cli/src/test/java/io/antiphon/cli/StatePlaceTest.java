package io.antiphon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatePlaceTest {

    @TempDir
    private Path home;

    @Test
    void journalIsNamedAfterThePortInTheUsersStateFolder() {
        assertEquals(Optional.of(home.resolve(".local/state/antiphon/calls-5060.jsonl")),
                journal(Map.of(), "udp:0.0.0.0:5060"));
        assertEquals(Optional.of(home.resolve("state/antiphon/calls-5062.jsonl")), journal(
                Map.of("XDG_STATE_HOME", home.resolve("state").toString()), "udp:0.0.0.0:5062"));
    }

    @Test
    void serviceKeepsItWhereSystemdSays() {
        var given = home.resolve("var") + ":" + home.resolve("other");
        assertEquals(Optional.of(home.resolve("var").resolve("calls-5060.jsonl")),
                journal(Map.of("STATE_DIRECTORY", given), "udp:0.0.0.0:5060"));
    }

    @Test
    void serverOnAnyPortHasNone() {
        assertEquals(Optional.empty(), journal(Map.of(), "udp:127.0.0.1:0"));
    }

    @Test
    void whereNothingCanBeKeptThereIsNone() throws Exception {
        Files.createFile(home.resolve("file"));
        assertEquals(Optional.empty(),
                journal(Map.of("STATE_DIRECTORY", home.resolve("file").toString()),
                        "udp:0.0.0.0:5060"));
    }

    private Optional<Path> journal(Map<String, String> environment, String listen) {
        return new StatePlace(environment, home)
                .journal(List.of(listen));
    }
}
