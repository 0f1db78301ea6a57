package io.antiphon.dialogue.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.embed.SentenceEmbedder;
import io.antiphon.dialogue.knowledge.Finding.Found;
import io.antiphon.dialogue.knowledge.Finding.Nothing;
import io.antiphon.dialogue.knowledge.Finding.Reason;
import io.antiphon.dialogue.knowledge.KnowledgeBase.Opened;
import io.antiphon.dialogue.knowledge.KnowledgeBase.Refreshing;
import io.antiphon.dialogue.knowledge.index.Filter;
import io.antiphon.dialogue.knowledge.spec.DocumentSet;
import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeBaseTest {

    private static final Filter DESK = Filter.of("desk");

    @TempDir
    Path folder = Path.of("");

    private KnowledgeBase base = KnowledgeBase.inMemory(Words.model());

    @BeforeEach
    void open() {
        base = opened(Words.model());
    }

    @AfterEach
    void close() {
        base.close();
    }

    @Test
    void whatADocumentSaysIsFoundWithItsPlace() {
        write("parking.md", "# Parking\n\nThere are eight parking spaces behind the house.");
        refresh(all("desk"));
        var found = assertInstanceOf(Found.class, base.find("where can i park", DESK));
        assertEquals("parking.md, Parking", found.best().passage().place());
        assertEquals("There are eight parking spaces behind the house.",
                found.best().passage().text());
    }

    @Test
    void whatNoDocumentSaysIsNotKnown() {
        write("parking.md", "# Parking\n\nThere are eight parking spaces behind the house.");
        refresh(all("desk"));
        assertEquals(new Nothing(Reason.NOT_MENTIONED),
                base.find("who is the president of france", DESK));
    }

    @Test
    void aQuestionAboutNothingFindsNothing() {
        write("parking.md", "Parking is free.");
        refresh(all("desk"));
        assertEquals(new Nothing(Reason.NO_SUBJECT), base.find("what is that, please?", DESK));
        assertEquals(new Nothing(Reason.NO_SUBJECT), base.find("", DESK));
    }

    @Test
    void withoutDocumentsNothingIsKnown() {
        assertEquals(new Nothing(Reason.NO_DOCUMENTS), base.find("where can i park", DESK));
    }

    @Test
    void anAgentKnowsOnlyItsOwnDocuments() {
        write("desk/parking.txt", "Parking is free for visitors.");
        write("shop/parking.txt", "Parking costs two euros an hour.");
        refresh(set("desk", "desk/*.txt"), set("shop", "shop/*.txt"));
        assertEquals("Parking is free for visitors.", best("how much is parking", DESK));
        assertEquals("Parking costs two euros an hour.",
                best("how much is parking", Filter.of("shop")));
    }

    @Test
    void aFileOfTwoAgentsIsKnownToBoth() {
        write("parking.txt", "Parking is free for visitors.");
        var refreshed = refresh(all("desk"), all("shop"));
        assertEquals(1, refreshed.read());
        assertEquals(best("is parking free", DESK), best("is parking free", Filter.of("shop")));
    }

    @Test
    void tagsChooseAmongDocuments() {
        write("old.txt", "Parking costs one euro.");
        write("new.txt", "Parking costs two euros.");
        refresh(new DocumentSet("desk", folder, List.of(source("old.txt", "2024"),
                source("new.txt", "2025", "valid"))));
        assertEquals("Parking costs one euro.",
                best("how much is parking", new Filter("desk", Set.of("2024"))));
        assertEquals("Parking costs two euros.",
                best("how much is parking", new Filter("desk", Set.of("valid", "other"))));
        assertEquals(new Nothing(Reason.NO_DOCUMENTS),
                base.find("how much is parking", new Filter("desk", Set.of("2023"))));
    }

    @Test
    void onlyWhatHasChangedIsReadAgain() {
        write("a.txt", "Parking is free.");
        write("b.txt", "The lift is broken.");
        refresh(all("desk"));
        write("a.txt", "Parking costs two euros an hour.");
        var refreshed = refresh(all("desk"));
        assertEquals(1, refreshed.read());
        assertEquals(1, refreshed.unchanged());
        assertEquals("Parking costs two euros an hour.", best("how much is parking", DESK));
    }

    @Test
    void whatIsDeletedIsForgotten() throws IOException {
        write("a.txt", "Parking is free.");
        write("b.txt", "The lift is broken.");
        refresh(all("desk"));
        Files.delete(folder.resolve("a.txt"));
        assertEquals(1, refresh(all("desk")).removed());
        assertEquals(new Nothing(Reason.NOT_MENTIONED), base.find("is parking free", DESK));
    }

    @Test
    void aChangeIsNoticedWithoutReading() throws IOException {
        write("a.txt", "Parking is free.");
        refresh(all("desk"));
        assertFalse(base.changed());
        Files.setLastModifiedTime(folder.resolve("a.txt"), FileTime.fromMillis(1000));
        assertTrue(base.changed());
        refresh(all("desk"));
        assertFalse(base.changed());
        write("b.txt", "New.");
        assertTrue(base.changed());
    }

    @Test
    void aBadFileDoesNotHideTheOthers() {
        write("a.txt", "Parking is free.");
        write("b.docx", "no zip");
        write("c.md", "");
        var refreshed = refresh(all("desk"));
        assertEquals(List.of("b.docx", "c.md"),
                refreshed.problems().stream().map(Problem::file).sorted().toList());
        assertEquals("Parking is free.", best("is parking free", DESK));
    }

    @Test
    void whatAFileSaidIsKnownUntilItCanBeReadAgain() {
        write("a.txt", "Parking is free.");
        refresh(all("desk"));
        write("a.txt", "");
        assertEquals(1, refresh(all("desk")).problems().size());
        assertEquals("Parking is free.", best("is parking free", DESK));
    }

    @Test
    void whatAnUnreadableFileSaidIsNotKnownToNewOwners() {
        write("a.txt", "Parking is free.");
        refresh(all("desk"));
        write("a.txt", "");
        assertEquals(1, refresh(all("shop")).removed());
        assertEquals(new Nothing(Reason.NO_DOCUMENTS), base.find("is parking free", DESK));
        assertEquals(new Nothing(Reason.NO_DOCUMENTS),
                base.find("is parking free", Filter.of("shop")));
    }

    @Test
    void aFileThatIsNotThereIsToldWithItsPlace() {
        var refreshed = refresh(set("desk", "none.pdf"), set("desk", "none/*.md"));
        assertEquals(List.of("none.pdf", "none/*.md"),
                refreshed.problems().stream().map(Problem::file).toList());
        assertEquals(7, refreshed.problems().getFirst().source().line());
    }

    @Test
    void templatesAreCheckedWithoutAnIndex() {
        write("a.txt", "Parking is free.");
        write("b.docx", "no zip");
        assertEquals(List.of("b.docx"), KnowledgeBase.problems(all("desk"))
                .stream()
                .map(Problem::file)
                .toList());
    }

    @Test
    void afterARestartNothingIsReadAgain() {
        write("a.txt", "Parking is free.");
        refresh(all("desk"));
        base.close();
        base = opened(Words.model());
        assertEquals("Parking is free.", best("is parking free", DESK));
        assertEquals(1, refresh(all("desk")).unchanged());
    }

    @Test
    void aCrashInTheMiddleLeavesWhatWasKnown() {
        write("a.txt", "Parking is free.");
        refresh(all("desk"));
        base.close();
        write("a.txt", "Parking costs two euros.");
        write("b.txt", "The lift is broken.");
        base = opened(new Crashing(2));
        assertThrows(IllegalStateException.class, () -> base.refresh(List.of(all("desk"))));
        base.close();
        base = opened(Words.model());
        assertEquals("Parking is free.", best("how much is parking", DESK));
        assertEquals(2, refresh(all("desk")).read());
    }

    @Test
    void whoAsksWhileDocumentsAreReadHearsOldOrNew() throws Exception {
        write("a.txt", "Parking is free.");
        write("b.txt", "Parking is free.");
        refresh(all("desk"));
        Callable<Set<String>> asking = () -> Set.copyOf(java.util.stream.IntStream.range(0, 60)
                .mapToObj(_ -> ((Found) base.find("is parking free", DESK)).hits()
                        .stream()
                        .map(hit -> hit.passage().text())
                        .distinct()
                        .toList()
                        .toString())
                .toList());
        try (var threads = Executors.newFixedThreadPool(1)) {
            var heard = threads.submit(asking);
            write("a.txt", "Parking is not free.");
            write("b.txt", "Parking is not free.");
            refresh(all("desk"));
            var allowed = Set.of("[Parking is free.]", "[Parking is not free.]");
            assertTrue(allowed.containsAll(heard.get()), () -> heard.resultNow().toString());
        }
    }

    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        write("a.txt", "Parking is free.");
        refresh(all("desk"));
        base.close();
        try (var files = Files.list(folder.resolve("index"))) {
            for (var file : files.filter(file -> Files.isRegularFile(file)).toList()) {
                var bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
        base = opened(Words.model());
        assertEquals(1, refresh(all("desk")).read());
        assertEquals("Parking is free.", best("is parking free", DESK));
    }

    @Test
    void aSingleFlippedBitIsNoticed() throws IOException {
        write("a.txt", "Parking is free.");
        refresh(all("desk"));
        base.close();
        try (var files = Files.list(folder.resolve("index"))) {
            var largest = files
                    .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
            var bytes = Files.readAllBytes(largest);
            bytes[bytes.length / 2] ^= 1;
            Files.write(largest, bytes);
        }
        base = opened(Words.model());
        assertEquals(1, refresh(all("desk")).read());
    }

    @Test
    void aFolderThatIsAFileIsRefused() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");
        assertInstanceOf(Opened.Refused.class, KnowledgeBase.open(file, Words.model()));
    }

    @Test
    void globsLookIntoFoldersButNotIntoHiddenOnes() {
        write("top.md", "# A\n\nParking is free.");
        write("deep/er/b.md", "# B\n\nThe lift is broken.");
        write(".git/c.md", "# C\n\nHidden.");
        write("deep/other.xls", "no document");
        assertEquals(2, refresh(set("desk", "**/*.md")).read());
    }

    private KnowledgeBase opened(SentenceEmbedder embedder) {
        return switch (KnowledgeBase.open(folder.resolve("index"), embedder)) {
            case Opened.Ready(var ready) -> ready;
            case Opened.Refused(var failure) -> throw new AssertionError(failure.detail());
        };
    }

    private Refreshed refresh(DocumentSet... sets) {
        return switch (base.refresh(List.of(sets))) {
            case Refreshing.Done(var refreshed) -> refreshed;
            case Refreshing.Failed(var failure) -> throw new AssertionError(failure.detail());
        };
    }

    private DocumentSet all(String agent) {
        return set(agent, "*.{txt,md,docx}");
    }

    private DocumentSet set(String agent, String pattern) {
        return new DocumentSet(agent, folder, List.of(source(pattern)));
    }

    private static Source source(String pattern, String... tags) {
        return new Source(pattern, Set.of(tags), 7, 3);
    }

    private String best(String question, Filter filter) {
        return assertInstanceOf(Found.class, base.find(question, filter)).best().passage().text();
    }

    private void write(String name, String text) {
        try {
            var file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the process, as far as a test can, in the middle of the work. */
    private static final class Crashing implements SentenceEmbedder {

        private int left;

        Crashing(int left) {
            this.left = left;
        }

        @Override
        public int dimensions() {
            return Words.model().dimensions();
        }

        @Override
        public float[] embed(String text) {
            if (left-- == 0) {
                throw new IllegalStateException("crash");
            }
            return Words.model().embed(text);
        }
    }
}
