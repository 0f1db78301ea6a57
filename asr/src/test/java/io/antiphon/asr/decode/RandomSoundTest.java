package io.antiphon.asr.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the network names, the search keeps its promises. */
class RandomSoundTest {

    private static final int SYMBOLS = 5;
    private static final int ROUNDS = 60;
    private static final Set<String> WORDS = Set.of("ab", "abba", "ba", "bar", "cab", "knab",
            Word.UNKNOWN);

    @TempDir
    Path folder;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private Supplier<BeamSearch> searches = () -> {
        throw new IllegalStateException("no model was read");
    };

    @BeforeEach
    void readModel() throws IOException, ModelFault {
        Files.writeString(folder.resolve("tokens.txt"), "<blk> 0\na 1\nb 2\nc 3\nr 4\n");
        Files.writeString(folder.resolve("lexicon.txt"),
                "ab\ta b\nabba\ta b a\nba\tb a\nbar\tb a r\ncab\tc a b\nknab\tc a b\n");
        var files = new ModelFiles(folder);
        var vocabulary = Vocabulary.read(files, Symbols.read(files, "tokens.txt"));
        var settings = new CtcSettings(1, 0, 40, 18, -9, 6, 1, 0);
        searches = () -> new BeamSearch(vocabulary, settings, new Timing(480, 0));
    }

    @Test
    void stableWordsDoNotChange() {
        var search = searches.get();
        for (int round = 0; round < ROUNDS; round++) {
            search.reset();
            var stable = List.<String>of();
            for (int step = 0; step < 40; step++) {
                hear(search, 2);
                var texts = texts(search.heard());
                int count = search.heard().stableWords();
                assertTrue(count >= stable.size(), this::toString);
                assertEquals(stable, texts.subList(0, stable.size()), this::toString);
                stable = texts.subList(0, count);
            }
            var end = search.ended();
            assertEquals(stable, texts(end).subList(0, stable.size()), this::toString);
            assertEquals(end.words().size(), end.stableWords());
        }
    }

    @Test
    void wordsAreOfTheLexiconInOrderAndWithAConfidence() {
        var search = searches.get();
        for (int round = 0; round < ROUNDS; round++) {
            search.reset();
            hear(search, 60);
            long last = -1;
            for (var word : search.ended().words()) {
                assertTrue(WORDS.contains(word.text()), word + ", " + this);
                assertTrue(word.startSample() > last && word.endSample() > word.startSample(),
                        word + ", " + this);
                assertTrue(word.confidence() >= 0 && word.confidence() <= 1, word + ", " + this);
                last = word.startSample();
            }
        }
    }

    @Test
    void whereClosedOnlyThePhrasesAreHeard() {
        var search = searches.get();
        search.expect(ExpectedSpeech.only(List.of("ab ba", "cab")));
        for (int round = 0; round < ROUNDS; round++) {
            search.reset();
            hear(search, 40);
            var text = search.ended().text().replace("ab ba", "cab").replace(Word.UNKNOWN, "cab");
            // A phrase that was cut short may stand at the end.
            assertTrue(text.matches("(cab ?)*(ab)?"), text + ", " + this);
        }
    }

    @Test
    void aCopyHearsTheSame() {
        var search = searches.get();
        for (int round = 0; round < ROUNDS; round++) {
            search.reset();
            hear(search, 20);
            var copy = searches.get();
            copy.copyFrom(search);
            for (int i = 0; i < 20; i++) {
                var frame = frame();
                search.hear(FloatBuffer.wrap(frame), 1);
                copy.hear(FloatBuffer.wrap(frame), 1);
            }
            assertEquals(search.ended(), copy.ended(), this::toString);
        }
    }

    @Test
    void numbersThatAreNoneDoNotStopIt() {
        var search = searches.get();
        for (float value : new float[]{Float.NaN, Float.NEGATIVE_INFINITY,
                Float.POSITIVE_INFINITY, 0}) {
            search.reset();
            var frame = new float[SYMBOLS];
            Arrays.fill(frame, value);
            for (int i = 0; i < 10; i++) {
                search.hear(FloatBuffer.wrap(frame), 1);
            }
            assertTrue(search.heard().words().size() <= 10);
            assertTrue(search.ended().words().size() <= 10);
        }
    }

    private void hear(BeamSearch search, int frames) {
        for (int i = 0; i < frames; i++) {
            search.hear(FloatBuffer.wrap(frame()), 1);
        }
    }

    /** As networks do, it is mostly certain, and often of nothing. */
    private float[] frame() {
        var frame = new float[SYMBOLS];
        double sum = 0;
        int favourite = random.nextBoolean() ? 0 : random.nextInt(SYMBOLS);
        for (int i = 0; i < SYMBOLS; i++) {
            double weight = Math.exp(2 * random.nextGaussian() + (i == favourite ? 4 : 0));
            frame[i] = (float) weight;
            sum += weight;
        }
        for (int i = 0; i < SYMBOLS; i++) {
            frame[i] = (float) Math.log(frame[i] / sum);
        }
        return frame;
    }

    private static List<String> texts(Heard heard) {
        return heard.words().stream().map(Word::text).toList();
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
