package io.antiphon.asr.ctc;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The words that can be heard, from {@code words.txt}, as a tree of letters. A node is a number; node 0 is
 * the beginning of every word.
 */
final class Lexicon {

    static final int ROOT = 0;
    static final int NONE = -1;

    private final List<String> words = new ArrayList<>();
    private final int symbols;
    private int[] children;
    private int[] letters = new int[1_024];
    private int[] parents = new int[1_024];
    private int[] wordAt = new int[1_024];
    private int nodes = 1;

    private Lexicon(int symbols) {
        this.symbols = symbols;
        children = new int[1_024 * symbols];
        wordAt[ROOT] = NONE;
    }

    static Lexicon read(ModelFiles files, String name, Symbols symbols) throws ModelFault {
        var lines = files.lines(name);
        var words = new LinkedHashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            var word = lines.get(i).strip();
            if (!word.isEmpty()) {
                checkSpelling(word, symbols, files.directory().resolve(name) + " line " + (i + 1));
                words.add(word);
            }
        }
        if (words.isEmpty()) {
            throw ModelFault.refused(files.directory().resolve(name) + ": no words in it");
        }
        return of(words, symbols);
    }

    private static void checkSpelling(String word, Symbols symbols, String place)
            throws ModelFault {
        for (int i = 0; i < word.length(); i++) {
            if (symbols.number(word.substring(i, i + 1)) < 0) {
                throw ModelFault.refused(place + ": tokens.txt has no symbol for the letter '"
                        + word.charAt(i) + "'");
            }
        }
    }

    static Lexicon of(Iterable<String> words, Symbols symbols) {
        var lexicon = new Lexicon(symbols.size());
        for (var word : words) {
            lexicon.add(word, symbols);
        }
        return lexicon;
    }

    private void add(String word, Symbols symbols) {
        int node = ROOT;
        for (int i = 0; i < word.length(); i++) {
            int letter = symbols.number(word.substring(i, i + 1));
            int child = child(node, letter);
            node = child == NONE ? grow(node, letter) : child;
        }
        wordAt[node] = words.size();
        words.add(word);
    }

    private int grow(int node, int letter) {
        if (nodes == wordAt.length) {
            letters = Arrays.copyOf(letters, nodes * 2);
            parents = Arrays.copyOf(parents, nodes * 2);
            wordAt = Arrays.copyOf(wordAt, nodes * 2);
            children = Arrays.copyOf(children, nodes * 2 * symbols);
        }
        children[node * symbols + letter] = nodes;
        letters[nodes] = letter;
        parents[nodes] = node;
        wordAt[nodes] = NONE;
        return nodes++;
    }

    /** The node that a letter leads to, or {@link #NONE}. */
    int child(int node, int letter) {
        int child = children[node * symbols + letter];
        return child == 0 ? NONE : child;
    }

    /** The letter that leads to a node. */
    int letter(int node) {
        return letters[node];
    }

    /** The node one letter nearer to the beginning; its number is the lesser. */
    int parent(int node) {
        return parents[node];
    }

    int nodes() {
        return nodes;
    }

    /** The word that ends in a node, or {@link #NONE}. */
    int word(int node) {
        return wordAt[node];
    }

    String text(int word) {
        return words.get(word);
    }

    int size() {
        return words.size();
    }

    List<String> words() {
        return List.copyOf(words);
    }
}
