package io.antiphon.cli.wire;

import io.antiphon.audio.Pcm;
import java.util.OptionalInt;

/**
 * Which windows of 10 ms hold voice, by energy alone: those above a level that have a neighbour above it
 * too, so that a click is none.
 */
final class Voiced {

    static final int WINDOW = WireTrack.RATE / 100;

    private final boolean[] loud;

    private Voiced(boolean[] loud) {
        this.loud = loud;
    }

    static Voiced above(double levelDb, short[] samples) {
        var loud = new boolean[samples.length / WINDOW];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = Pcm.levelDb(samples, i * WINDOW, WINDOW) > levelDb;
        }
        return new Voiced(loud);
    }

    boolean at(int window) {
        return loudAt(window) && (loudAt(window - 1) || loudAt(window + 1));
    }

    /** The first voiced window from here on, before {@code to}. */
    OptionalInt first(int from, int to) {
        for (int i = Math.max(0, from); i < Math.min(to, loud.length); i++) {
            if (at(i)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The last voiced window from {@code from} on, before {@code to}. */
    OptionalInt last(int from, int to) {
        for (int i = Math.min(to, loud.length) - 1; i >= Math.max(0, from); i--) {
            if (at(i)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The last voiced window before the first {@code silent} windows without voice, from here on. */
    OptionalInt lastBeforeSilence(int from, int silent) {
        var last = OptionalInt.empty();
        for (int i = Math.max(0, from); i < loud.length; i++) {
            if (at(i)) {
                last = OptionalInt.of(i);
            } else if (i - last.orElse(from - 1) > silent) {
                return last;
            }
        }
        return last;
    }

    int windows() {
        return loud.length;
    }

    private boolean loudAt(int window) {
        return window >= 0 && window < loud.length && loud[window];
    }
}
