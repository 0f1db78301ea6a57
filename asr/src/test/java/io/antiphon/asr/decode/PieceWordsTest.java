package io.antiphon.asr.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceWordsTest {

    private final PieceWords words = new PieceWords(new Timing(640, 0));

    @Test
    void aWordHasTheFramesAndTheMeanLikelihoodOfItsPieces() {
        add("\u2581GO", 3, 0.9);
        add("OD", 5, 0.4);
        add("\u2581DAY", 9, 1);
        var heard = words.ended();
        assertEquals(List.of("good", "day"), texts(heard.words()));
        var good = heard.words().getFirst();
        assertEquals(3 * 640, good.startSample());
        assertEquals(6 * 640, good.endSample());
        assertEquals(0.6, good.confidence(), 1e-9);
        assertEquals(0.8, heard.confidence(), 1e-9);
    }

    @Test
    void onlyAWordBehindWhichAnotherBeganIsWhole() {
        add("\u2581GO", 3, 1);
        assertEquals(List.of(), words.whole());
        assertEquals("go", words.heard(0).text());
        add("\u2581", 4, 1);
        assertEquals(List.of("go"), texts(words.whole()));
        add("ON", 5, 1);
        assertEquals("go on", words.ended().text());
    }

    @Test
    void punctuationAroundWordsIsNoneOfThem() {
        add("\u2581Well", 1, 1);
        add(",", 2, 1);
        add("\u2581\"it's", 3, 1);
        add("\u2581...", 4, 1);
        add("\u25813.5", 5, 1);
        add("?", 6, 1);
        assertEquals("well it's 3.5", words.ended().text());
        assertEquals(3, words.ended().stableWords());
    }

    @Test
    void withoutPiecesThereIsNothing() {
        add("\u2581GO", 3, 1);
        words.reset();
        assertEquals(Heard.NOTHING, words.ended());
    }

    private void add(String piece, int frame, double likely) {
        words.add(piece, frame, Math.log(likely));
    }

    private static List<String> texts(List<Word> all) {
        return all.stream().map(Word::text).toList();
    }
}
