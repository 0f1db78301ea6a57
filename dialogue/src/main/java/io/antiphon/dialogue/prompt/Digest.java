package io.antiphon.dialogue.prompt;

import io.antiphon.dialogue.history.Turn;
import java.util.List;
import java.util.Optional;

/**
 * Sums up the turns of a call for which its prompts have no room. Belongs to the call's thread, which waits for nothing
 * here.
 */
public interface Digest extends AutoCloseable {

    /** There is nobody to do it: old turns are shortened by rule. */
    Digest NONE = new Digest() {

        @Override
        public Optional<Summary> of(List<Turn> oldest) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // Nothing is being done.
        }
    };

    /** The latest summary that there is of the beginning of these turns, and has another one made if that is too old. */
    Optional<Summary> of(List<Turn> oldest);

    /** The call is over: ends what is being done. */
    @Override
    void close();

    /**
     * What was said, in short.
     *
     * @param turns how many there were, from the first
     * @param text one line, made harmless
     */
    record Summary(int turns, String text) {}

    /** Makes one for each call. Any thread. */
    @FunctionalInterface
    interface Maker {

        /** For agents without a model. */
        Maker NOBODY = _ -> NONE;

        /** For a call, on whose account its summaries go. */
        Digest open(String call);
    }
}
