package io.antiphon.asr.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexiconTest {

    @TempDir
    Path folder;

    @Test
    void everyWayToSayAWordIsKept() throws Exception {
        var lexicon = read("two\tt uw\ntoo\tt uw\nto\tt ax\nto\tt uw\nto\tt uw\ntoot\tt uw t\n");
        assertEquals(Set.of("two", "too", "to"), words(lexicon, "t uw"));
        assertEquals(Set.of("to"), words(lexicon, "t ax"));
        assertEquals(Set.of("toot"), words(lexicon, "t uw t"));
        assertEquals(Set.of(), words(lexicon, "t"));
        assertEquals(4, lexicon.size());
    }

    @Test
    void aPartOfItKeepsTheNumbers() throws Exception {
        var lexicon = read("two\tt uw\ntoo\tt uw\ntoot\tt uw t\n");
        var chosen = new BitSet();
        chosen.set(lexicon.number("too").orElseThrow());
        var part = lexicon.only(chosen);
        assertEquals(Set.of("too"), words(part, "t uw"));
        assertEquals(Set.of(), words(part, "t uw t"));
        assertEquals(lexicon.number("toot"), part.number("toot"));
    }

    @Test
    void whatIsWrongWithALineIsSaid() throws IOException {
        assertRefused("two\tt uw\ntoo\n", "line 2: expected a word, a tab");
        assertRefused("two\tt oo\n", "line 1: 'oo' is no sound");
        assertRefused("two\tt <blk>\n", "line 1: '<blk>' is no sound");
        assertRefused("[unk]\tt\n", "line 1: '[unk]' is a sign");
        assertRefused("\n\n", "no words in it");
        assertRefused("two" + " t".repeat(300), "300 units");
    }

    /** Each word is found behind its units, and behind no others. */
    @Test
    void theTreeHoldsWhatTheFileSays() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var units = List.of("t", "uw", "ax");
        Map<String, Set<String>> said = new HashMap<>();
        var file = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            var form = new ArrayList<String>();
            for (int length = 1 + random.nextInt(5); length > 0; length--) {
                form.add(units.get(random.nextInt(3)));
            }
            var word = "w" + random.nextInt(200);
            var sounds = String.join(" ", form);
            said.computeIfAbsent(sounds, _ -> new TreeSet<>()).add(word);
            file.append(word).append('\t').append(sounds).append('\n');
        }
        var lexicon = read(file.toString());
        for (var sounds : said.keySet()) {
            assertEquals(said.get(sounds), words(lexicon, sounds), "seed " + seed);
        }
        int ends = 0;
        for (int node = 0; node < lexicon.nodes(); node++) {
            ends += lexicon.wordCount(node);
            for (int child = lexicon.childrenFrom(node); child < lexicon
                    .childrenTo(node); child++) {
                assertEquals(node, lexicon.parent(child));
                assertEquals(child, lexicon.child(node, lexicon.unit(child)));
            }
        }
        assertEquals(said.values().stream().mapToInt(Set::size).sum(), ends, "seed " + seed);
    }

    @Test
    void damagedLinesAreReadOrRefused() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        writeSymbols();
        var symbols = Symbols.read(new ModelFiles(folder), "tokens.txt");
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder("two\tt uw\ntoo\tt uw\nto\tt ax\n");
            for (int i = 0; i < 3; i++) {
                text.setCharAt(random.nextInt(text.length()),
                        random.nextBoolean()
                                ? (char) random.nextInt(0x10000)
                                : "\n\t []<>u".charAt(random.nextInt(8)));
            }
            try {
                var lines = text.toString().lines().toList();
                assertTrue(LexiconReader.read(lines, "lexicon.txt", symbols).size() > 0);
            } catch (ModelFault fault) {
                assertTrue(fault.detail().contains("lexicon.txt"),
                        fault.detail() + ", seed " + seed);
            }
        }
    }

    private void assertRefused(String text, String complaint) throws IOException {
        try {
            read(text);
        } catch (ModelFault fault) {
            assertTrue(fault.detail().contains(complaint), fault.detail());
            return;
        }
        throw new AssertionError("accepted: " + text);
    }

    private Lexicon read(String text) throws IOException, ModelFault {
        Files.writeString(folder.resolve("lexicon.txt"), text);
        writeSymbols();
        var files = new ModelFiles(folder);
        return LexiconReader.read(files, Symbols.read(files, "tokens.txt"));
    }

    private void writeSymbols() throws IOException {
        Files.writeString(folder.resolve("tokens.txt"), "<blk> 0\nt 1\nuw 2\nax 3\n");
    }

    private static Set<String> words(Lexicon lexicon, String sounds) {
        int node = Lexicon.ROOT;
        for (var sound : sounds.split(" ", -1)) {
            node = lexicon.child(node, List.of("", "t", "uw", "ax").indexOf(sound));
            if (node == Lexicon.NONE) {
                return Set.of();
            }
        }
        var words = new TreeSet<String>();
        for (int i = 0; i < lexicon.wordCount(node); i++) {
            words.add(lexicon.text(lexicon.word(node, i)));
        }
        return words;
    }
}
