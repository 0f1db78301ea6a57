package io.antiphon.asr.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words that can be heard, as a tree of the units that they are made of: sounds, or letters with the mark
 * behind them. Immutable.
 *
 * <p>A node is a number; node 0 is the beginning of every word. Nodes are numbered level by level, so those
 * behind a node lie side by side and have greater numbers than it. Several words may end in one node, as
 * "two" and "too" do, and one word in several.
 */
public final class Lexicon {

    public static final int ROOT = 0;
    public static final int NONE = -1;

    private final List<String> texts;
    private final Map<String, Integer> numbers;
    /** Ways to say a word, in the order of their units. */
    private final List<Form> forms;
    private int[] childrenFrom = {};
    private int[] parents = {};
    private int[] units = {};
    private int[] wordsFrom = {};
    private final int[] words;
    private int nodes;

    /** One way to say a word. */
    static final class Form implements Comparable<Form> {

        private final int word;
        private final int[] units;

        /** {@code units} must not change any more. */
        Form(int word, int[] units) {
            this.word = word;
            this.units = units;
        }

        @Override
        public int compareTo(Form other) {
            int order = Arrays.compare(units, other.units);
            return order != 0 ? order : Integer.compare(word, other.word);
        }
    }

    private Lexicon(List<String> texts, Map<String, Integer> numbers, List<Form> forms) {
        this.texts = texts;
        this.numbers = numbers;
        this.forms = forms;
        words = new int[forms.size()];
        plant();
    }

    /** The tree of these forms of words; words are numbered by their place in {@code texts}. */
    static Lexicon of(List<String> texts, List<Form> forms) {
        var numbers = new HashMap<String, Integer>();
        for (int i = 0; i < texts.size(); i++) {
            numbers.put(texts.get(i), i);
        }
        var sorted = new ArrayList<Form>();
        for (var form : forms.stream().sorted().toList()) {
            boolean isNew = sorted.isEmpty() || sorted.getLast().compareTo(form) != 0;
            if (isNew) {
                sorted.add(form);
            }
        }
        return new Lexicon(List.copyOf(texts), Map.copyOf(numbers), List.copyOf(sorted));
    }

    /** A lexicon with some of the words, which keep their numbers. */
    public Lexicon only(BitSet chosen) {
        return new Lexicon(texts, numbers,
                forms.stream().filter(form -> chosen.get(form.word)).toList());
    }

    /** Goes through the tree level by level. Behind each node are the forms from one place to another. */
    private void plant() {
        int most = 1 + forms.stream().mapToInt(form -> form.units.length).sum();
        childrenFrom = new int[most + 1];
        wordsFrom = new int[most + 1];
        units = new int[most];
        parents = new int[most];
        var from = new int[most];
        var to = new int[most];
        var depth = new int[most];
        to[ROOT] = forms.size();
        int planted = 1;
        int ends = 0;
        for (int node = 0; node < planted; node++) {
            int at = from[node];
            wordsFrom[node] = ends;
            while (at < to[node] && forms.get(at).units.length == depth[node]) {
                words[ends++] = forms.get(at++).word;
            }
            childrenFrom[node] = planted;
            while (at < to[node]) {
                int unit = forms.get(at).units[depth[node]];
                from[planted] = at;
                at = endOf(unit, depth[node], at, to[node]);
                to[planted] = at;
                depth[planted] = depth[node] + 1;
                parents[planted] = node;
                units[planted++] = unit;
            }
        }
        nodes = planted;
        childrenFrom[nodes] = planted;
        wordsFrom[nodes] = ends;
        childrenFrom = Arrays.copyOf(childrenFrom, nodes + 1);
        wordsFrom = Arrays.copyOf(wordsFrom, nodes + 1);
        units = Arrays.copyOf(units, nodes);
        parents = Arrays.copyOf(parents, nodes);
    }

    private int endOf(int unit, int depth, int from, int to) {
        int at = from;
        while (at < to && forms.get(at).units[depth] == unit) {
            at++;
        }
        return at;
    }

    /** The nodes directly behind a node begin with this one... */
    public int childrenFrom(int node) {
        return childrenFrom[node];
    }

    /** ... and end before this one. */
    public int childrenTo(int node) {
        return childrenFrom[node + 1];
    }

    /** The node that a unit leads to, or {@link #NONE}. */
    public int child(int node, int unit) {
        for (int child = childrenFrom[node]; child < childrenFrom[node + 1]; child++) {
            if (units[child] == unit) {
                return child;
            }
        }
        return NONE;
    }

    /** The unit that leads to a node; the root has none. */
    public int unit(int node) {
        return units[node];
    }

    /** The node one unit nearer to the root. */
    public int parent(int node) {
        return parents[node];
    }

    /** How many nodes there are. */
    public int nodes() {
        return nodes;
    }

    /** How many words end in a node. */
    public int wordCount(int node) {
        return wordsFrom[node + 1] - wordsFrom[node];
    }

    /** One of the words that end in a node. */
    public int word(int node, int index) {
        return words[wordsFrom[node] + index];
    }

    public String text(int word) {
        return texts.get(word);
    }

    /** The number of a word, if it is one of the lexicon's. */
    public Optional<Integer> number(String text) {
        return Optional.ofNullable(numbers.get(text));
    }

    /** How many numbers words have. */
    public int size() {
        return texts.size();
    }
}
