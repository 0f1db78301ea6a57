package io.antiphon.asr.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.language.Lexicon.Form;
import io.antiphon.speech.ExpectedSpeech;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhrasesTest {

    private static final List<String> WORDS = List.of("a", "b", "c", "d");
    private static final Lexicon LEXICON = Lexicon.of(WORDS,
            List.of(new Form(0, new int[]{1}), new Form(1, new int[]{2}),
                    new Form(2, new int[]{3}), new Form(3, new int[]{4})));

    @Test
    void aWholePhraseKeepsItsBoost() {
        assertEquals(6, worth(List.of("a b c"), "a b c"));
        assertEquals(12, worth(List.of("a b c"), "a b c a b c"));
        assertEquals(6, worth(List.of("a b c"), "d a b c d"));
    }

    @Test
    void aPhraseThatBreaksOffGivesItBack() {
        assertEquals(0, worth(List.of("a b c"), "a b"));
        assertEquals(0, worth(List.of("a b c"), "a b d"));
        assertEquals(0, worth(List.of("a b c"), "a d c"));
    }

    @Test
    void aPhraseWithinALongerOneIsKeptWhenThatBreaksOff() {
        assertEquals(4, worth(List.of("a b", "a b c d"), "a b c a"));
        assertEquals(8, worth(List.of("a b", "a b c d"), "a b c d"));
    }

    @Test
    void theEndOfOnePhraseBeginsAnother() {
        assertEquals(4, worth(List.of("a b c", "b d"), "a b d"));
    }

    @Test
    void phrasesOfUnknownWordsArePassedOver() {
        assertTrue(Phrases.of(ExpectedSpeech.likely(List.of("a e", ""), 2), LEXICON).isEmpty());
        assertEquals(2, worth(List.of("a e", "b"), "a b"));
    }

    @Test
    void whereClosedNothingElseGoesOn() {
        var phrases = Phrases.of(ExpectedSpeech.only(List.of("a b", "c")), LEXICON).orElseThrow();
        assertTrue(accepts(phrases, "a b c a b"));
        assertTrue(accepts(phrases, "c c"));
        assertTrue(!accepts(phrases, "a c"));
        assertTrue(!accepts(phrases, "b"));
        assertTrue(!accepts(phrases, "d"));
        int begun = phrases.next(Phrases.START, 0);
        assertEquals(Phrases.NOWHERE, phrases.nextUnknown(begun));
        assertEquals(Phrases.START, phrases.nextUnknown(Phrases.START));
    }

    /** What words are worth is never less than nothing, and no more than a boost each. */
    @Test
    void gainsAndDebtsAddUp() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var phrases = new ArrayList<String>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                phrases.add(words(random, 1 + random.nextInt(4)));
            }
            var said = words(random, random.nextInt(12));
            double worth = worth(phrases, said);
            assertTrue(worth >= 0 && worth <= 2 * 12, phrases + " " + said + " seed " + seed);
            boolean any = phrases.stream()
                    .anyMatch(phrase -> (" " + said + " ").contains(" " + phrase + " "));
            assertEquals(any, worth > 0, phrases + " in " + said + ", seed " + seed);
        }
    }

    private static String words(Random random, int count) {
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words);
    }

    private static boolean accepts(Phrases phrases, String said) {
        int state = Phrases.START;
        for (var word : said.split(" ", -1)) {
            state = phrases.next(state, WORDS.indexOf(word));
            if (state == Phrases.NOWHERE) {
                return false;
            }
        }
        return phrases.isWhole(state);
    }

    private static double worth(List<String> expected, String said) {
        var phrases = Phrases.of(ExpectedSpeech.likely(expected, 2), LEXICON).orElseThrow();
        int state = Phrases.START;
        double worth = 0;
        for (var word : said.isEmpty() ? List.<String>of() : List.of(said.split(" ", -1))) {
            worth += phrases.gain(state, WORDS.indexOf(word));
            state = phrases.next(state, WORDS.indexOf(word));
        }
        return worth - phrases.owed(state);
    }
}
