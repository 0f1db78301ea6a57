package io.antiphon.dialogue.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.speech.SpokenWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeardTest {

    @Test
    void aWordThatWasCutWasNotHeard() {
        var words = List.of(new SpokenWord("We", 0, 3200), new SpokenWord("are", 3200, 6400),
                new SpokenWord("open.", 6400, 16_000));
        assertEquals("", Heard.of(words, 3199));
        assertEquals("We", Heard.of(words, 3200));
        assertEquals("We are", Heard.of(words, 15_999));
        assertEquals("We are open.", Heard.of(words, 16_000));
    }

    @Test
    void whatWasHeardIsTheLongestBeginningThatWasPlayedToItsEnd() {
        long seed = 20_260_725;
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            var words = words(random);
            long played = random.nextInt(60_000);
            int count = words(Heard.of(words, played));
            for (int i = 0; i < words.size(); i++) {
                boolean heard = i < count;
                assertEquals(words.get(i).endSample() <= played, heard,
                        "seed " + seed + ", round " + round + ", word " + i);
            }
            assertTrue(Heard.of(words, Long.MAX_VALUE).startsWith(Heard.of(words, played)));
        }
    }

    private static int words(String text) {
        return text.isEmpty() ? 0 : (int) text.chars().filter(c -> c == ' ').count() + 1;
    }

    private static List<SpokenWord> words(Random random) {
        var words = new ArrayList<SpokenWord>();
        long at = 0;
        for (int i = random.nextInt(12); i >= 0; i--) {
            long start = at + random.nextInt(2000);
            at = start + 1 + random.nextInt(8000);
            words.add(new SpokenWord("w" + i, start, at));
        }
        return words;
    }
}
