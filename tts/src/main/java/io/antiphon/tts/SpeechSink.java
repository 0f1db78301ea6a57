package io.antiphon.tts;

import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;

/**
 * Where an utterance goes: the playout of a call. One {@code tts} worker at a time calls it, for one
 * utterance in order; {@link #ended} comes last and exactly once.
 */
public interface SpeechSink {

    /** What became of a frame. */
    enum Answer {
        /** Taken. */
        GO_ON,
        /** Not taken, for there is no room at the moment: the worker comes again with the same frame. */
        FULL,
        /** The utterance has been cut; nothing more of it is wanted. */
        STOP
    }

    /** Takes a frame of 320 samples; must copy what it keeps, for the array is used again. */
    Answer hear(UtteranceId utterance, short[] pcm);

    /** Learns where a word lies, in samples from the first one of the utterance. */
    void word(UtteranceId utterance, SpokenWord word);

    /** The utterance is over. Its samples count what was taken. */
    void ended(UtteranceId utterance, SpeechOutcome outcome);
}
