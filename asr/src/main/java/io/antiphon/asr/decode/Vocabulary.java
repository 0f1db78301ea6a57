package io.antiphon.asr.decode;

import io.antiphon.asr.language.ArpaReader;
import io.antiphon.asr.language.Lexicon;
import io.antiphon.asr.language.LexiconReader;
import io.antiphon.asr.language.NGrams;
import io.antiphon.asr.language.Phrases;
import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import java.util.Arrays;

/**
 * All that a {@link BeamSearch} knows of its language. Immutable, shared by all streams.
 *
 * <p>Of each node of the lexicon it knows how likely the likeliest word behind it is, so that a beginning
 * which leads to rare words only is judged as such before the word ends.
 */
public final class Vocabulary {

    private final Symbols symbols;
    private final Lexicon lexicon;
    private final NGrams ngrams;
    private final float[] ahead;
    private final int[] beginnings;
    private final Sequels sequels;

    public Vocabulary(Symbols symbols, Lexicon lexicon, NGrams ngrams) {
        this(symbols, lexicon, ngrams, symbols.mark() >= 0
                ? Sequels.even()
                : Sequels.of(lexicon, symbols.size(), symbols.blank()));
    }

    private Vocabulary(Symbols symbols, Lexicon lexicon, NGrams ngrams, Sequels sequels) {
        this.sequels = sequels;
        this.symbols = symbols;
        this.lexicon = lexicon;
        this.ngrams = ngrams;
        ahead = likeliest(lexicon, ngrams);
        beginnings = new int[symbols.size()];
        Arrays.setAll(beginnings, unit -> lexicon.child(Lexicon.ROOT, unit));
    }

    /** Reads the lexicon and the n-grams of a model. */
    public static Vocabulary read(ModelFiles files, Symbols symbols) throws ModelFault {
        var lexicon = LexiconReader.read(files, symbols);
        return new Vocabulary(symbols, lexicon, ArpaReader.read(files, lexicon));
    }

    /** The vocabulary with nothing left in it but these phrases; each of their words is as likely as another. */
    Vocabulary closed(Phrases phrases) {
        var words = phrases.words();
        return new Vocabulary(symbols, lexicon.only(words),
                NGrams.even(lexicon.size(), words.cardinality()), sequels);
    }

    private static float[] likeliest(Lexicon lexicon, NGrams ngrams) {
        var likeliest = new float[lexicon.nodes()];
        for (int node = lexicon.nodes() - 1; node >= 0; node--) {
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < lexicon.wordCount(node); i++) {
                most = Math.max(most, ngrams.alone(lexicon.word(node, i)));
            }
            for (int child = lexicon.childrenFrom(node); child < lexicon
                    .childrenTo(node); child++) {
                most = Math.max(most, likeliest[child]);
            }
            likeliest[node] = most;
        }
        return likeliest;
    }

    Symbols symbols() {
        return symbols;
    }

    Lexicon lexicon() {
        return lexicon;
    }

    NGrams ngrams() {
        return ngrams;
    }

    /** Whether words are spelled, each with a mark behind it. */
    boolean isSpelled() {
        return symbols.mark() >= 0;
    }

    /** The node of words that begin with a unit, or {@link Lexicon#NONE}. */
    int beginning(int unit) {
        return beginnings[unit];
    }

    /** What each unit costs in a word that the lexicon lacks. */
    Sequels sequels() {
        return sequels;
    }

    /** How likely the likeliest word behind a node is. */
    float ahead(int node) {
        return ahead[node];
    }
}
