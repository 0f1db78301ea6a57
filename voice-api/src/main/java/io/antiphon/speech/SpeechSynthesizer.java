package io.antiphon.speech;

import io.antiphon.fault.EngineFailure;

/** Turns text into sound. Implemented by the {@code tts} module and by anyone with a better voice. */
public interface SpeechSynthesizer extends AutoCloseable {

    /** What the configuration and the reports call this voice. */
    String name();

    /**
     * Speaks on the calling thread, handing over each frame as soon as it exists. Returns early once
     * the listener answers {@link Listener.Answer#STOP}; that is the only way to cut it short, so an
     * engine needs no interrupts, flags or locks of its own. May be called by several threads at once,
     * each with a request of its own.
     */
    SpeechOutcome speak(Request request, Listener listener);

    @Override
    void close();

    /**
     * What to say.
     *
     * @param text one clause or sentence, as written; the engine normalises numbers, times and the like
     */
    record Request(UtteranceId utterance, String text, Pace pace) {

        /** At the usual pace. */
        public Request(UtteranceId utterance, String text) {
            this(utterance, text, Pace.USUAL);
        }
    }

    /** Whoever plays the sound. Called on the thread that called {@link #speak}. */
    interface Listener {

        /**
         * Takes one frame of {@link io.antiphon.audio.Pcm#FRAME_SAMPLES} samples, the last one padded
         * with silence; must copy what it keeps, for the engine reuses the array.
         */
        Answer hear(short[] pcm);

        /** Learns where a word lies. Comes no later than the frame in which the word ends. */
        void word(SpokenWord word);

        /** Whether the engine should go on. */
        enum Answer {
            GO_ON,
            STOP
        }
    }

    /** How it ended. {@code samples} counts what the listener heard, in every case. */
    sealed interface SpeechOutcome {

        long samples();

        record Spoken(long samples) implements SpeechOutcome {}

        record Cut(long samples) implements SpeechOutcome {}

        record Failed(long samples, EngineFailure failure) implements SpeechOutcome {}
    }
}
