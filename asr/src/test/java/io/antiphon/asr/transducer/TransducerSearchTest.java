package io.antiphon.asr.transducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.Shipped;
import io.antiphon.asr.decode.Timing;
import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The search on random frames, with a decoder and a joiner that find many ways likely, against all ways there are:
 * in each frame {@code ▁A}, {@code B}, {@code ▁C} or nothing.
 */
class TransducerSearchTest {

    private static final int WIDTH = 6;
    private static final int FRAMES = 5;
    private static final int ROUNDS = 60;
    private static final int SYMBOLS = 5;
    private static final int FIRST_PIECE = 2;
    private static final int EVERYTHING = 10_000;

    private final ModelFiles files = new ModelFiles(Shipped.tiny("undecided"));
    private final Symbols symbols = symbols(files);
    private final Networks networks = networks(files, symbols);
    private final Joint joint = networks.open();
    private final long seed = new Random().nextLong();
    private Random random = new Random(seed);

    @AfterEach
    void close() {
        joint.close();
        networks.close();
    }

    @Test
    void withRoomForEverythingItFindsTheLikeliestPiecesOfAll() throws ModelFault {
        for (int round = 0; round < ROUNDS; round++) {
            var frames = frames(FRAMES);
            var all = everyWay(frames);
            var likeliest = likeliest(all);
            try (var search = search(EVERYTHING)) {
                search.hear(FloatBuffer.wrap(frames), FRAMES);
                assertEquals(likeliest, search.ended().text(), this::toString);
                assertEquals(all.getOrDefault(likeliest, 0.0), search.best().worth(), 1e-4,
                        this::toString);
            }
        }
    }

    @Test
    void aSmallBeamIsSeldomWrongAndBetterThanTheBestPieceOfEachFrame() throws ModelFault {
        random = new Random(1);
        int greedy = 0;
        int small = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var frames = frames(FRAMES);
            var likeliest = likeliest(everyWay(frames));
            greedy += found(1, frames).equals(likeliest) ? 1 : 0;
            small += found(TransducerSearch.BEAM, frames).equals(likeliest) ? 1 : 0;
        }
        assertTrue(small > greedy && small >= ROUNDS * 3 / 4,
                "of " + ROUNDS + " " + small + ", one by one " + greedy);
    }

    @Test
    void aWholeWordEarnsForEachLetterAndItsGapsAndABrokenOneNothing() throws ModelFault {
        int changed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var frames = frames(FRAMES);
            var all = everyWay(frames);
            var before = likeliest(all);
            all.replaceAll((text, worth) -> worth
                    + 4 * Arrays.stream(text.split(" ", -1)).filter("ab"::equals).count());
            var likeliest = likeliest(all);
            changed += likeliest.equals(before) ? 0 : 1;
            try (var search = search(EVERYTHING)) {
                search.expect(ExpectedSpeech.likely(List.of(" AB"), 5));
                search.reset();
                search.hear(FloatBuffer.wrap(frames), FRAMES);
                assertEquals(likeliest, search.ended().text(), this::toString);
            }
        }
        assertTrue(changed > 0, this::toString);
    }

    @Test
    void whereOnlyAPhraseMayBeSaidItIsMadeLikelier() throws ModelFault {
        int free = 0;
        int closed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var frames = frames(FRAMES);
            try (var search = search(TransducerSearch.BEAM)) {
                search.hear(FloatBuffer.wrap(frames), FRAMES);
                free += texts(search.ended()).contains("cb") ? 1 : 0;
                search.expect(ExpectedSpeech.only(List.of("cb")));
                search.reset();
                search.hear(FloatBuffer.wrap(frames), FRAMES);
                closed += texts(search.ended()).contains("cb") ? 1 : 0;
            }
        }
        assertTrue(closed > free, closed + " against " + free + ", " + this);
    }

    @Test
    void stableWordsDoNotChange() throws ModelFault {
        int most = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (var search = search(TransducerSearch.BEAM)) {
                var stable = List.<String>of();
                for (int step = 0; step < 20; step++) {
                    search.hear(FloatBuffer.wrap(frames(4)), 4);
                    var heard = search.heard();
                    assertTrue(heard.stableWords() >= stable.size(), this::toString);
                    assertEquals(stable, texts(heard).subList(0, stable.size()), this::toString);
                    stable = texts(heard).subList(0, heard.stableWords());
                    most = Math.max(most, stable.size());
                }
                var end = search.ended();
                assertEquals(stable, texts(end).subList(0, stable.size()), this::toString);
                assertEquals(end.words().size(), end.stableWords());
            }
        }
        assertTrue(most > 3, "never more than " + most);
    }

    @Test
    void aWordThatHasStoodForASecondIsStable() throws ModelFault {
        for (int round = 0; round < ROUNDS; round++) {
            try (var search = search(TransducerSearch.BEAM)) {
                search.hear(FloatBuffer.wrap(frames(80)), 80);
                var heard = search.heard();
                long longAgo = (80 - 25) * 640;
                var words = heard.words();
                for (int i = 0; i + 1 < words.size(); i++) {
                    assertTrue(words.get(i).endSample() > longAgo || i < heard.stableWords(),
                            () -> words + ", " + this);
                }
            }
        }
    }

    @Test
    void wordsComeInOrderAndWithAConfidence() throws ModelFault {
        try (var search = search(TransducerSearch.BEAM)) {
            search.hear(FloatBuffer.wrap(frames(100)), 100);
            long last = -1;
            for (var word : search.ended().words()) {
                assertTrue(word.startSample() > last && word.endSample() > word.startSample(),
                        word + ", " + this);
                assertTrue(word.confidence() > 0 && word.confidence() < 1, word + ", " + this);
                last = word.startSample();
            }
            assertTrue(last > 0, this::toString);
        }
    }

    @Test
    void aCopyHearsTheSameAndOnItsOwn() throws ModelFault {
        try (var search = search(TransducerSearch.BEAM);
                var copy = search(TransducerSearch.BEAM)) {
            search.hear(FloatBuffer.wrap(frames(20)), 20);
            copy.copyFrom(search);
            var before = search.heard();
            assertEquals(before, copy.heard(), this::toString);
            var more = frames(20);
            copy.hear(FloatBuffer.wrap(more), 20);
            assertEquals(before, search.heard(), this::toString);
            search.hear(FloatBuffer.wrap(more), 20);
            assertEquals(copy.heard(), search.heard(), this::toString);
            assertEquals(copy.ended(), search.ended(), this::toString);
        }
    }

    @Test
    void numbersThatAreNoneDoNotStopIt() throws ModelFault {
        for (float value : new float[]{Float.NaN, Float.NEGATIVE_INFINITY,
                Float.POSITIVE_INFINITY}) {
            try (var search = search(TransducerSearch.BEAM)) {
                var frames = new float[WIDTH * 3];
                Arrays.fill(frames, value);
                search.hear(FloatBuffer.wrap(frames), 3);
                assertTrue(search.ended().words().size() <= 3);
            }
        }
    }

    private String found(int beam, float[] frames) throws ModelFault {
        try (var search = search(beam)) {
            search.hear(FloatBuffer.wrap(frames), FRAMES);
            return search.ended().text();
        }
    }

    private TransducerSearch search(int beam) {
        return new TransducerSearch(networks.open(), symbols, new Timing(640, 0), beam);
    }

    private float[] frames(int count) {
        var frames = new float[count * WIDTH];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = (float) (1.5 * random.nextGaussian());
        }
        return frames;
    }

    /** The log-probability of each text. Two texts are never one, for the pieces can be told apart in it. */
    private Map<String, Double> everyWay(float[] frames) throws ModelFault {
        var all = new HashMap<String, Double>();
        follow(frames, 0, Pieces.NONE, 0, all);
        double sum = all.values().stream().mapToDouble(Math::exp).sum();
        assertEquals(1, sum, 1e-4, this::toString);
        return all;
    }

    private void follow(float[] frames, int at, Pieces pieces, double logProb,
            Map<String, Double> all) throws ModelFault {
        if (at == frames.length) {
            all.merge(text(pieces), logProb,
                    (one, other) -> Math.log(Math.exp(one) + Math.exp(other)));
            return;
        }
        var likely = new float[SYMBOLS];
        joint.join(FloatBuffer.wrap(Arrays.copyOfRange(frames, at, at + WIDTH)),
                joint.told(pieces), likely);
        double sum = 0;
        for (float value : likely) {
            sum += Math.exp(value);
        }
        double nothing = (Math.exp(likely[0]) + Math.exp(likely[1])) / sum;
        follow(frames, at + WIDTH, pieces, logProb + Math.log(nothing), all);
        for (int piece = FIRST_PIECE; piece < SYMBOLS; piece++) {
            follow(frames, at + WIDTH, pieces.and(piece, at, 0),
                    logProb + likely[piece] - Math.log(sum), all);
        }
    }

    private String text(Pieces pieces) {
        var text = new StringBuilder();
        for (var at = pieces; at.before() != null; at = at.before()) {
            text.insert(0, symbols.text(at.piece()));
        }
        return text.toString().replace(Symbols.MARK, " ").strip().toLowerCase(Locale.ROOT);
    }

    private static String likeliest(Map<String, Double> all) {
        return all.entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private static Symbols symbols(ModelFiles files) {
        try {
            return Symbols.read(files, "tokens.txt");
        } catch (ModelFault fault) {
            throw new AssertionError(fault);
        }
    }

    private static Networks networks(ModelFiles files, Symbols symbols) {
        try {
            return Networks.open(files.need("decoder.onnx"), files.need("joiner.onnx"), WIDTH,
                    symbols);
        } catch (ModelFault fault) {
            throw new AssertionError(fault);
        }
    }

    private static List<String> texts(Heard heard) {
        return heard.words().stream().map(Word::text).toList();
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
