package io.antiphon.dialogue.knowledge.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.knowledge.KnowledgeBase;
import io.antiphon.dialogue.knowledge.Words;
import io.antiphon.dialogue.knowledge.index.Filter;
import io.antiphon.dialogue.knowledge.spec.DocumentSet;
import io.antiphon.dialogue.knowledge.spec.DocumentSet.Source;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.builtin.DocumentSearch.Found;
import io.antiphon.dialogue.tool.builtin.DocumentSearch.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeSearchTest {

    private final KnowledgeBase base = KnowledgeBase.inMemory(Words.model());
    private final KnowledgeSearch search = new KnowledgeSearch(base, Filter.of("desk"));

    @BeforeEach
    void index(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("parking.md"), "# Parking\n\nParking is free.");
        base.refresh(List.of(new DocumentSet("desk", folder,
                List.of(new Source("parking.md", Set.of(), 1, 1)))));
    }

    @AfterEach
    void close() {
        base.close();
    }

    @Test
    void whatIsFoundComesWithItsPlace() {
        assertEquals(new Found.Passages(List.of(new Passage("Parking is free.",
                "parking.md, Parking"))), search.find("is parking free", new Cancellation()));
    }

    @Test
    void whatIsNotMentionedIsNoPassage() {
        assertEquals(new Found.Passages(List.of()),
                search.find("who is the president of france", new Cancellation()));
    }
}
