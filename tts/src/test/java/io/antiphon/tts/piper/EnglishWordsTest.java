package io.antiphon.tts.piper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishWordsTest {

    private final EnglishWords tiny = new EnglishWords(Map.of("one", "wˈʌn"),
            Map.of("c", "k", "ce", "s", "e", "ɛ", "e#", "-", "x", "k s", "a", "æ", "ac#b", "ˈeɪ"));

    @Test
    void exceptionsComeBeforeRules() {
        assertEquals("wˈʌn", tiny.of("one"));
    }

    @Test
    void longestContextThatHasARuleCounts() {
        assertEquals("k", tiny.of("c"));
        assertEquals("sˈɛk", tiny.of("cec"));
        // The rule for "a" looks at "c" behind it, at the beginning before it, and at "b" two behind it.
        assertEquals("ˈeɪk", tiny.of("acb"));
        assertEquals("ˈækk", tiny.of("acc"));
    }

    @Test
    void letterWithSeveralSoundsAndOneWithNone() {
        assertEquals("ˈæks", tiny.of("axe"));
    }

    @Test
    void lettersThatNoRuleKnowsAreSilent() {
        assertEquals("", tiny.of("zz"));
        assertEquals("", tiny.of("42"));
    }

    @ParameterizedTest
    @CsvSource({"cat's, s", "dog's, z", "church's, ɪz", "boss's, ɪz"})
    void possessiveFollowsTheLastSound(String word, String end) {
        String base = EnglishWords.shipped().of(word.substring(0, word.length() - 2));
        assertEquals(base + end, EnglishWords.shipped().of(word));
    }

    @ParameterizedTest
    @CsvSource({"hello, həlˈoʊ", "world, wˈɜːld", "don't, dˈoʊnt", "a, ə", "the, ðə",
            "appointment, əpˈɔɪntmənt", "judge, dʒˈʌdʒ", "eigh, ˈeɪ", "aitch, ˈeɪtʃ"})
    void commonWordsAreSaidAsTheyAre(String word, String sounds) {
        assertEquals(sounds, EnglishWords.shipped().of(word));
    }

    @Test
    void theIsClosedBeforeAVowelAndAccentsCostNoLetter() {
        var english = new Pronunciation.English(
                new Pronunciation.Listed(Map.of("zo", List.of("z"))),
                EnglishWords.shipped());
        assertEquals(Optional.of(List.of("ð", "i")), english.of("the", "apple"));
        assertEquals(Optional.of(List.of("ð", "ə")), english.of("the", "pear"));
        assertEquals(Optional.of(List.of("ð", "ə")), english.of("the", ""));
        assertEquals(english.of("cafe"), english.of("café"));
        assertEquals(Optional.of(List.of("z")), english.of("zo"),
                "the voice's own list comes first");
        assertEquals(Optional.empty(), english.of("日本"));
    }

    @Test
    void anyLettersAreSaidSomehow() {
        long seed = 20_261_125;
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var word = new StringBuilder();
            random.ints(1 + random.nextInt(12), 'a', 'z' + 1).forEach(word::appendCodePoint);
            String sounds = EnglishWords.shipped().of("b" + word);
            assertFalse(sounds.isEmpty(), () -> seed + ": " + word);
            assertTrue(sounds.codePoints()
                    .allMatch(c -> "bdfhjklmnpstvwzæðŋɑɔəɚɛɜɡɪɹʃʊʌʒˈːaeiouθ"
                            .indexOf(c) >= 0),
                    () -> seed + ": " + word + " " + sounds);
        }
    }
}
