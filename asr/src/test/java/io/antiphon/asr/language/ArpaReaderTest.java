package io.antiphon.asr.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArpaReaderTest {

    private static final double LN_10 = Math.log(10);
    private static final String WHOLE = """
            \\data\\
            ngram 1=5
            ngram 2=3
            ngram 3=1

            \\1-grams:
            -99 <s> -0.5
            -1.5 </s>
            -1 one -0.25
            -2 two -0.125
            -3 <unk>

            \\2-grams:
            -0.3 <s> one
            -0.4 one two -0.7
            -0.6\ttwo\tone

            \\3-grams:
            -0.1 one two one

            \\end\\
            """;

    @TempDir
    Path folder;

    private Lexicon lexicon = Lexicon.of(List.of(), List.of());

    @BeforeEach
    void readLexicon() throws Exception {
        Files.writeString(folder.resolve("tokens.txt"), "<blk> 0\na 1\nb 2\n");
        Files.writeString(folder.resolve("lexicon.txt"), "one\ta\ntwo\tb\nthree\ta b\n");
        var files = new ModelFiles(folder);
        lexicon = LexiconReader.read(files, Symbols.read(files, "tokens.txt"));
    }

    @Test
    void theLongestSequenceThatIsKnownCounts() throws Exception {
        var ngrams = read(WHOLE);
        long start = ngrams.start();
        assertScore(-0.3, ngrams, start, 0);
        long one = ngrams.next(start, 0);
        assertScore(-0.4, ngrams, one, 1);
        long two = ngrams.next(one, 1);
        assertScore(-0.1, ngrams, two, 0);
        assertScore(-0.7 - 0.125 - 2, ngrams, two, 1);
        assertScore(-0.7 - 0.125 - 1.5, ngrams, two, ngrams.end());
    }

    @Test
    void contextsThatSayTheSameAreOne() throws Exception {
        var ngrams = read(WHOLE);
        long afterTwo = ngrams.next(ngrams.start(), 1);
        assertEquals(afterTwo, ngrams.next(ngrams.next(afterTwo, 2), 1));
        assertScore(-0.6, ngrams, afterTwo, 0);
    }

    @Test
    void aWordWithoutLikelihoodIsAsRareAsTheRarest() throws Exception {
        var ngrams = read(WHOLE);
        assertEquals(ngrams.alone(1), ngrams.alone(2));
        assertEquals(-3 * LN_10, ngrams.alone(ngrams.unknown()), 1e-4);
    }

    @Test
    void aPackedFileIsReadAsWell() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(WHOLE.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("lm.arpa.gz"), packed.toByteArray());
        var ngrams = ArpaReader.read(new ModelFiles(folder), lexicon);
        assertScore(-0.4, ngrams, ngrams.next(ngrams.start(), 0), 1);
        Files.write(folder.resolve("lm.arpa.gz"),
                Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        assertRefused("lm.arpa.gz cannot be read");
        Files.writeString(folder.resolve("lm.arpa.gz"), "not packed at all");
        assertRefused("lm.arpa.gz cannot be read");
    }

    @Test
    void numbersOfAnyShapeAreRead() throws Exception {
        for (var written : new String[]{"-1.5", "-15e-1", "-1.50000000000000000000", "-01.5"}) {
            var ngrams = read(WHOLE.replace("-1.5 </s>", written + " </s>"));
            assertEquals(-1.5 * LN_10, ngrams.alone(ngrams.end()), 1e-5);
        }
        Files.writeString(folder.resolve("lm.arpa"), WHOLE.replace("-1.5 </s>", "NaN </s>"));
        assertRefused("line 8: 'NaN' is not a number");
        Files.writeString(folder.resolve("lm.arpa"), WHOLE.replace("-1.5 </s>", "-1,5 </s>"));
        assertRefused("line 8: '-1,5' is not a number");
    }

    /** Whatever is done to a file, it is read or refused with a reason. */
    @Test
    void damagedFilesAreReadOrRefused() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            var bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
            int damages = 1 + random.nextInt(4);
            for (int i = 0; i < damages; i++) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(3)) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> bytes = Arrays.copyOf(bytes, at + 1);
                    default -> bytes[at] = "\\\n\t -.0e".getBytes(StandardCharsets.UTF_8)[random
                            .nextInt(8)];
                }
            }
            try {
                var ngrams = ArpaReader.read(new ByteArrayInputStream(bytes), "lm.arpa", lexicon);
                assertTrue(Double.isFinite(ngrams.score(ngrams.start(), 1)), "seed " + seed);
            } catch (ModelFault fault) {
                assertTrue(fault.detail().contains("lm.arpa"), fault.detail() + ", seed " + seed);
            }
        }
    }

    private NGrams read(String text) throws IOException, ModelFault {
        Files.writeString(folder.resolve("lm.arpa"), text);
        return ArpaReader.read(new ModelFiles(folder), lexicon);
    }

    private void assertRefused(String complaint) {
        try {
            ArpaReader.read(new ModelFiles(folder), lexicon);
        } catch (ModelFault fault) {
            assertTrue(fault.detail().contains(complaint), fault.detail());
            return;
        }
        throw new AssertionError("accepted, expected: " + complaint);
    }

    private static void assertScore(double log10, NGrams ngrams, long context, int word) {
        assertEquals(log10 * LN_10, ngrams.score(context, word), 1e-4);
    }
}
