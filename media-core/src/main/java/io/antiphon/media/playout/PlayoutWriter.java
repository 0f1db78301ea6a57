package io.antiphon.media.playout;

import io.antiphon.speech.UtteranceId;

/** The end of a playout into which the agent's voice is written, by one thread at a time. */
public interface PlayoutWriter {

    /** What became of an offer. */
    enum Offer {

        /** It will be played. */
        TAKEN,

        /** There is no room now; offer it again in some milliseconds. */
        FULL,

        /** The utterance was cut, or the call is over: nothing of it is wanted any more. */
        CUT
    }

    /** Adds 20 ms of an utterance; the array is copied. Utterances come one after the other, upward. */
    Offer offer(UtteranceId utterance, short[] pcm);

    /** Says that the utterance is complete. May be {@link Offer#FULL} like a frame. */
    Offer end(UtteranceId utterance);

    /** How many frames fit in now. */
    int room();
}
