package io.antiphon.dialogue.knowledge.passage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.knowledge.read.Block;
import io.antiphon.dialogue.knowledge.read.Block.Kind;
import io.antiphon.dialogue.knowledge.read.Document;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkerTest {

    private static final String TEN = " is made of just exactly ten words in all.";

    @Test
    void whatStandsUnderOneHeadingBelongsTogether() {
        var passages = cut(block("Hours", Kind.PARAGRAPH, "We open at eight."),
                block("Hours", Kind.ITEM, "Closed on Sunday"),
                block("Prices", Kind.ROW, "Crown: 600 euros. Or more."));
        assertEquals(List.of(List.of("We open at eight.", "Closed on Sunday"),
                List.of("Crown: 600 euros. Or more.")),
                passages.stream().map(Passage::sentences).toList());
    }

    @Test
    void aLongParagraphIsCutBetweenSentencesOfWhichTheLastIsSaidAgain() {
        var text = new StringBuilder();
        IntStream.range(0, 12)
                .forEach(i -> text.append("Sentence").append(i).append(TEN).append(' '));
        var passages = cut(block("A", Kind.PARAGRAPH, text.toString().strip()));
        assertEquals(2, passages.size());
        assertEquals(passages.get(0).sentences().getLast(), passages.get(1).sentences().getFirst());
        assertEquals("Sentence11" + TEN, passages.get(1).sentences().getLast());
    }

    @Test
    void passagesOfOneHeadingDoNotGrowForEver() {
        var blocks = IntStream.range(0, 30)
                .mapToObj(i -> block("A", Kind.ITEM, "Item" + i + TEN))
                .toArray(Block[]::new);
        for (var passage : cut(blocks)) {
            assertTrue(passage.text().split(" ").length <= 80, passage::text);
        }
    }

    @Test
    void aPassageSaysWhereItStands() {
        var block = new Block(List.of("Terms", "Refunds"), OptionalInt.of(3), Kind.PARAGRAPH,
                "You have 14 days.");
        assertEquals("f.pdf, page 3, Terms > Refunds", cut(block).getFirst().place());
        assertEquals("f.pdf#1", cut(block).getFirst().id());
    }

    @Test
    void abbreviationsEndNoSentence() {
        assertEquals(List.of("Ask for Dr. Weber or Mrs. Hahn.", "Bring e.g. Your card.", "Bye."),
                Sentences.of("Ask for Dr. Weber or Mrs. Hahn. Bring e.g. Your card. Bye."));
    }

    @Test
    void whatNeverEndsIsCutBetweenWords() {
        var sentences = Sentences.of("word ".repeat(500));
        assertTrue(sentences.size() > 5);
        assertTrue(sentences.stream().allMatch(sentence -> sentence.endsWith("word")));
    }

    @Test
    void whatHasNoSpacesIsCutAllTheSame() {
        assertTrue(Sentences.of("x".repeat(5000)).size() > 5);
    }

    private static List<Passage> cut(Block... blocks) {
        return Chunker.passages("f.pdf", new Document("F", List.of(blocks)));
    }

    private static Block block(String heading, Kind kind, String text) {
        return new Block(List.of(heading), OptionalInt.empty(), kind, text);
    }
}
