package io.antiphon.dialogue.llm.local.loop;

import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;

/** A language model as numbers in and numbers out. It, and all that comes of it, belongs to the thread that loads it. */
public interface Network extends AutoCloseable {

    /** The past of an empty conversation. */
    Past nothing();

    /** Not before every past is closed. */
    @Override
    void close();

    /** Keys and values of the tokens that were read, in memory that no garbage collector sees. Whoever gets one closes it. */
    interface Past extends AutoCloseable {

        /** Reads some more tokens, at least one. This past stays as it is; the step's is another. */
        Step read(int[] tokens) throws ModelFault;

        /** What the first tokens left behind, as a past of its own. */
        Past beginning(int tokens) throws ModelFault;

        @Override
        void close();
    }

    /** What came of reading. */
    final class Step {

        private final float[] scores;
        private final Past past;

        public Step(float[] scores, Past past) {
            this.scores = scores;
            this.past = past;
        }

        /** Tells of each token how well it would follow the last one read. The reader's to keep. */
        public float[] scores() {
            return scores;
        }

        public Past past() {
            return past;
        }
    }

    /** Loads a network and tries it. */
    @FunctionalInterface
    interface Loader {

        /**
         * Loads the network of a folder.
         *
         * @param vocabulary how many tokens there are scores for
         */
        Network load(ModelFolder folder, int vocabulary) throws ModelFault;
    }
}
