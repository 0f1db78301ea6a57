package io.antiphon.asr.decode;

import io.antiphon.asr.language.Symbols;
import org.jspecify.annotations.Nullable;

/**
 * The letters of a word that is not in the lexicon, last one first. Never changes, so readings and
 * snapshots share it.
 */
record Letters(@Nullable Letters before, int letter, long hash) {

    static Letters of(@Nullable Letters before, int letter) {
        long hash = before == null ? 0x51ED270B7A1C99D3L : before.hash;
        return new Letters(before, letter, Mix.of(hash, letter));
    }

    String text(Symbols symbols) {
        var text = new StringBuilder();
        for (var at = this; at != null; at = at.before) {
            text.insert(0, symbols.text(at.letter));
        }
        return text.toString();
    }
}
