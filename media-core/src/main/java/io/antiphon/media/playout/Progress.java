package io.antiphon.media.playout;

/** Learns, on the lane thread, how far the agent's voice has come. Utterances go by their number. */
public interface Progress {

    /** The first sample of an utterance is about to leave. */
    void started(int utterance);

    /** All of it was heard. */
    void ended(int utterance, long samplesHeard);

    /** The rest of it was dropped. */
    void cut(int utterance, long samplesHeard);
}
