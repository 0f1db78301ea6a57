package io.antiphon.speech;

/** Stands where there is no model: all is left to words and silence. */
enum NoTurnDetector implements TurnDetector {

    /** One for all, for it remembers nothing. */
    NONE;

    @Override
    public void hear(short[] pcm) {
        // Whatever it is, nothing follows from it.
    }

    @Override
    public float turnOver() {
        return UNDECIDED;
    }

    @Override
    public void reset() {
        // Remembers nothing.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
