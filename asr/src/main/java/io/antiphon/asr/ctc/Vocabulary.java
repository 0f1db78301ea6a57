package io.antiphon.asr.ctc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a {@link BeamSearch} knows of its language. Shared by all streams. */
final class Vocabulary {

    private final Symbols symbols;
    private final Lexicon lexicon;
    private final Bigram bigram;
    private final List<@Nullable Letters> spellings = new ArrayList<>();

    Vocabulary(Symbols symbols, Lexicon lexicon, Bigram bigram) {
        this.symbols = symbols;
        this.lexicon = lexicon;
        this.bigram = bigram;
        spellings.add(null);
        for (int node = 1; node < lexicon.nodes(); node++) {
            spellings.add(Letters.of(spellings.get(lexicon.parent(node)), lexicon.letter(node)));
        }
    }

    Symbols symbols() {
        return symbols;
    }

    Lexicon lexicon() {
        return lexicon;
    }

    Bigram bigram() {
        return bigram;
    }

    int mark() {
        return symbols.mark();
    }

    /** The letters that lead to a node. */
    @Nullable
    Letters letters(int node) {
        return spellings.get(node);
    }
}
