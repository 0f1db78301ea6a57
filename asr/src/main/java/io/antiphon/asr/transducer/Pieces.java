package io.antiphon.asr.transducer;

import io.antiphon.asr.decode.PieceWords;
import io.antiphon.asr.language.Symbols;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that a reading has named, last one first. Never changes, so readings and snapshots share it.
 *
 * @param frame in which the last piece was named
 * @param logProb how likely it was there
 */
record Pieces(@Nullable Pieces before, int piece, int length, int frame, double logProb) {

    /** Before the first piece. */
    static final Pieces NONE = new Pieces(null, -1, 0, -1, 0);

    /** These, and one more. */
    Pieces and(int next, int inFrame, double likely) {
        return new Pieces(this, next, length + 1, inFrame, likely);
    }

    /** Whether the same pieces were named, in whatever frames. */
    boolean areThoseOf(Pieces other) {
        if (length != other.length) {
            return false;
        }
        var mine = this;
        var theirs = other;
        while (mine.before != null && theirs.before != null) {
            if (mine.piece != theirs.piece) {
                return false;
            }
            mine = mine.before;
            theirs = theirs.before;
        }
        return true;
    }

    /** Adds them to words, first one first. */
    void spell(PieceWords words, Symbols symbols) {
        var forwards = new Pieces[length];
        for (var at = this; at.before != null; at = at.before) {
            forwards[at.length - 1] = at;
        }
        for (var at : forwards) {
            words.add(symbols.text(at.piece), at.frame, at.logProb);
        }
    }
}
