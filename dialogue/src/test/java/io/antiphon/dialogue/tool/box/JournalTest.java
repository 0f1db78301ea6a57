package io.antiphon.dialogue.tool.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.call.CallId;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.box.Journal.Claim;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final ToolCall CALL = new ToolCall("turn-3", "order",
            JsonNodeFactory.instance.objectNode(), new CallId("../call@host"));
    private static final Done DONE = new Done(JsonNodeFactory.instance.objectNode().put("n", 7),
            Map.of("number", "7"), Optional.empty());
    private static final ToolResult NOT_DONE = new Failed(
            new EngineFailure(Kind.BUSY, "tool order", "busy"), false);

    @TempDir
    private Path folder;

    @Test
    void endOfADeedIsKnownToTheNextProcess() {
        assertInstanceOf(Claim.Mine.class, new Journal(folder).claim(CALL, false));
        var journal = new Journal(folder);
        assertUnknown(journal.claim(CALL, false));
        journal = new Journal(folder);
        journal.claim(new ToolCall("turn-4", "order", CALL.arguments(), CALL.call()), false);
        assertUnknown(journal.claim(CALL, false));
    }

    @Test
    void resultIsToldAgainByTheNextProcess() {
        var journal = new Journal(folder);
        journal.claim(CALL, false);
        journal.ended(CALL, DONE, true);
        var begun = assertInstanceOf(Claim.Begun.class, new Journal(folder).claim(CALL, false));
        assertEquals(DONE, begun.end().join());
    }

    @Test
    void whatDidNotHappenMayHappenInTheNextProcess() {
        var journal = new Journal(folder);
        journal.claim(CALL, false);
        journal.ended(CALL, NOT_DONE, false);
        assertInstanceOf(Claim.Mine.class, new Journal(folder).claim(CALL, false));
    }

    @Test
    void deedThatWasCutOffIsDoneAgainOnlyWhereItsKeyIsHeeded() {
        new Journal(folder).claim(CALL, false);
        var journal = new Journal(folder);
        assertUnknown(journal.claim(CALL, false));
        assertInstanceOf(Claim.Mine.class, journal.claim(CALL, true));
        assertInstanceOf(Claim.Begun.class, journal.claim(CALL, true), "but not by two at once");
    }

    @Test
    void callThatIsForgottenLeavesNothing() throws IOException {
        var journal = new Journal(folder);
        journal.claim(CALL, false);
        assertEquals(1, filesIn(folder));
        journal.forget(CALL.call());
        assertEquals(0, filesIn(folder));
    }

    @Test
    void whatCannotBeWrittenDownIsNobodys() throws IOException {
        var file = Files.writeString(folder.resolve("no-folder"), "");
        assertInstanceOf(Claim.Unwritable.class, new Journal(file).claim(CALL, true));
    }

    @Test
    void filesThatNobodyTouchedForLongAreDeleted() throws IOException {
        new Journal(folder).claim(CALL, false);
        Journal.deleteOlder(folder, Instant.EPOCH);
        assertEquals(1, filesIn(folder));
        Journal.deleteOlder(folder, Instant.MAX);
        assertEquals(0, filesIn(folder));
        Journal.deleteOlder(folder.resolve("none"), Instant.MAX);
    }

    private static void assertUnknown(Claim claim) {
        var begun = assertInstanceOf(Claim.Begun.class, claim);
        assertTrue(begun.end().join() instanceof Failed(_, var perhapsDone) && perhapsDone);
    }

    private static long filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }
}
