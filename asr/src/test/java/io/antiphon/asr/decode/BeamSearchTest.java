package io.antiphon.asr.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import io.antiphon.speech.Recognition.Heard;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays posteriors written by hand; each frame is what the network finds likely in it. */
class BeamSearchTest {

    private static final String ALPHABET = "-_abcdehlor";
    private static final Timing TIMING = new Timing(480, 0);

    @TempDir
    Path folder;

    private final List<float[]> frames = new ArrayList<>();

    @Test
    void repeatsAreOneLetterUnlessBlankIsBetween() throws Exception {
        spell("hheell-lloo");
        assertEquals("hello", decoded("hello\nhelo\n", "").text());
        frames.clear();
        spell("hheellloo");
        assertEquals("helo", decoded("hello\nhelo\n", "").text());
    }

    @Test
    void lexiconOverrulesASlip() throws Exception {
        frame(Map.of('b', 0.6f, 'c', 0.4f));
        spell("a-b");
        var heard = decoded("cab\nace\n", "");
        assertEquals("cab", heard.text());
        assertTrue(heard.confidence() < 0.95, "confidence " + heard.confidence());
    }

    @Test
    void languageDecidesBetweenWordsThatSoundTheSame() throws Exception {
        spell("abe_");
        frame(Map.of('r', 0.5f, 'l', 0.5f));
        spell("ed");
        var towardsRed = "-0.2\tabe\tred\n-2\tabe\tled\n";
        var towardsLed = "-2\tabe\tred\n-0.2\tabe\tled\n";
        assertEquals("abe red", decoded("abe\nred\nled\n", towardsRed).text());
        assertEquals("abe led", decoded("abe\nred\nled\n", towardsLed).text());
    }

    @Test
    void aWordOutsideTheLexiconIsSpelled() throws Exception {
        spell("h-e-l-d-o-r_cab");
        assertEquals("heldor cab", decoded("hello\ncab\nheld\n", "").text());
    }

    @Test
    void aLexiconWordThatTheSoundDoesNotSpellIsDoubted() throws Exception {
        spell("c-a-b");
        double clear = decoded("cab\n", "").confidence();
        frames.clear();
        frame(Map.of('h', 0.999f, 'c', 0.001f));
        spell("-a-b");
        var forced = decoded("cab\n", "");
        assertEquals("cab", forced.text());
        assertTrue(clear > 0.95 && forced.confidence() < 0.5,
                clear + " against " + forced.confidence());
    }

    @Test
    void silenceIsNoWords() throws Exception {
        spell("------------");
        assertEquals(Heard.NOTHING.text(), decoded("cab\n", "").text());
    }

    @Test
    void longSilenceDoesNotLowerConfidence() throws Exception {
        spell("c-a-b");
        double before = decoded("cab\n", "").confidence();
        spell("-".repeat(300));
        assertEquals(before, decoded("cab\n", "").confidence(), 0.02);
    }

    @Test
    void wordsHaveTheTimesOfTheirFrames() throws Exception {
        spell("--c-a-b__-h-e-e");
        var words = decoded("cab\nhee\n", "").words();
        assertEquals(2 * 480, words.get(0).startSample());
        assertEquals(7 * 480, words.get(0).endSample());
        assertEquals(10 * 480, words.get(1).startSample());
        assertEquals(15 * 480, words.get(1).endSample());
    }

    @Test
    void aSettledWordIsKeptWhateverComes() throws Exception {
        var search = search("abe\nred\nled\n", "-0.2\tabe\tred\n-2\tabe\tled\n");
        spell("abe_");
        frame(Map.of('r', 0.6f, 'l', 0.4f));
        spell("ed_" + "-".repeat(40));
        hear(search);
        assertEquals(2, search.heard().stableWords());
        assertEquals("abe red", search.heard().text());
    }

    @Test
    void aCopyIsIndependent() throws Exception {
        var search = search("cab\nhello\n", "");
        spell("c-a");
        hear(search);
        var copy = search("cab\nhello\n", "");
        copy.copyFrom(search);
        frames.clear();
        spell("-b");
        hear(copy);
        assertEquals("cab", copy.ended().text());
        assertEquals("", search.heard().text());
        hear(search);
        assertEquals(copy.ended(), search.ended());
    }

    @Test
    void brokenLanguageModelsAreRefusedWithTheLine() throws Exception {
        assertRefused("\\data\\\n\\1-grams:\n-1\n\\end\\\n", "line 3");
        assertRefused("\\data\\\n\\1-grams:\nx\tcab\n\\end\\\n", "line 3");
        assertRefused("\\data\\\n\\4-grams:\n-1 a b c d\n\\end\\\n", "order 4");
        assertRefused("\\data\\\n\\1-grams:\n-1\tcab\n", "\\end\\");
    }

    private void assertRefused(String arpa, String complaint) throws IOException {
        try {
            vocabulary("cab\n", arpa);
        } catch (ModelFault fault) {
            assertTrue(fault.detail().contains(complaint), fault.detail());
            return;
        }
        throw new AssertionError("accepted: " + arpa);
    }

    /** One frame a letter, each nearly certain; '-' is blank and '_' the mark between words. */
    private void spell(String symbols) {
        for (int i = 0; i < symbols.length(); i++) {
            frame(Map.of(symbols.charAt(i), 0.99f));
        }
    }

    private void frame(Map<Character, Float> likely) {
        var frame = new float[ALPHABET.length()];
        float rest = 1 - likely.values().stream().reduce(0f, Float::sum);
        Arrays.fill(frame, (float) Math.log(Math.max(rest, 1e-5) / frame.length));
        likely.forEach((symbol, p) -> frame[ALPHABET.indexOf(symbol)] = (float) Math.log(p));
        frames.add(frame);
    }

    private Heard decoded(String words, String pairs) throws Exception {
        var search = search(words, pairs);
        hear(search);
        return search.ended();
    }

    private void hear(BeamSearch search) {
        for (var frame : frames) {
            search.hear(FloatBuffer.wrap(frame), 1);
        }
    }

    private BeamSearch search(String words, String pairs) throws Exception {
        var arpa = new StringBuilder("\\data\\\n\n\\1-grams:\n-99\t<s>\t0\n-1\t</s>\n");
        words.lines().forEach(word -> arpa.append("-1.5\t").append(word).append("\t0\n"));
        arpa.append("\n\\2-grams:\n").append(pairs).append("\n\\end\\\n");
        return new BeamSearch(vocabulary(words, arpa.toString()), CtcSettings.LETTERS, TIMING);
    }

    private Vocabulary vocabulary(String words, String arpa) throws IOException, ModelFault {
        var tokens = new StringBuilder();
        for (int i = 0; i < ALPHABET.length(); i++) {
            var symbol = i == 0 ? "<blk>" : i == 1 ? Symbols.MARK : ALPHABET.substring(i, i + 1);
            tokens.append(symbol).append(' ').append(i).append('\n');
        }
        Files.writeString(folder.resolve("tokens.txt"), tokens);
        Files.writeString(folder.resolve("words.txt"), words);
        Files.writeString(folder.resolve("bigram.arpa"), arpa);
        var files = new ModelFiles(folder);
        var symbols = Symbols.read(files, "tokens.txt");
        return Vocabulary.read(files, symbols);
    }
}
