package io.antiphon.media;

import io.antiphon.speech.UtteranceId;

/**
 * What happened in the media of a call. Positions are samples of the caller's sound at 16 kHz, times are
 * of the media server's clock.
 */
public sealed interface MediaEvent {

    long atNs();

    /** The caller began to speak. */
    record SpeechStarted(long position, long atNs) implements MediaEvent {}

    /** The caller fell silent and may not have finished. */
    record SpeechPaused(long position, long atNs) implements MediaEvent {}

    /** The caller goes on. */
    record SpeechWentOn(long position, long atNs) implements MediaEvent {}

    /**
     * The caller has finished.
     *
     * @param position the newest sample on which this was decided
     * @param lastVoicePosition the first sample behind the caller's voice
     */
    record TurnOver(long position, long lastVoicePosition, long atNs) implements MediaEvent {}

    /** The agent speaks softly, for the caller made a sound. */
    record Ducked(UtteranceId utterance, long atNs) implements MediaEvent {}

    /** The agent is silent in mid-word, and may go on. */
    record Held(UtteranceId utterance, long atNs) implements MediaEvent {}

    /** The agent speaks at full voice again. */
    record Resumed(UtteranceId utterance, long atNs) implements MediaEvent {}

    /** The floor cut the agent; how much was heard follows as {@link Interrupted}. */
    record Cut(UtteranceId utterance, long atNs) implements MediaEvent {}

    /** An utterance was cut, and this much of it had left by then; zero if it had not begun. */
    record Interrupted(UtteranceId utterance, long samplesHeard, long atNs) implements MediaEvent {}

    /** The caller only showed that they listen, or made a noise, while the agent spoke. */
    record Backchannel(long position, long atNs) implements MediaEvent {}

    /** What began as speech was a noise. */
    record FalseStart(long position, long atNs) implements MediaEvent {}

    /** The first frame of an utterance has left. */
    record UtteranceStarted(UtteranceId utterance, long atNs) implements MediaEvent {}

    /** All of an utterance has left. */
    record UtteranceEnded(UtteranceId utterance, long samplesHeard, long atNs)
            implements
                MediaEvent {}

    /** The caller pressed a key; reported once, as soon as it is certain which. */
    record Digit(char key, long atNs) implements MediaEvent {}

    /** Nothing has come from the caller for so long. Reported once per silence. */
    record MediaLost(long silentMs, long atNs) implements MediaEvent {}

    /** After {@link MediaLost}: something comes again. */
    record MediaFound(long atNs) implements MediaEvent {}

    /**
     * The call is enciphered, and packets came that are not the peer's. Reported at once and then at most
     * once a minute.
     *
     * @param forged since the call has keys: those without the right tag
     * @param replayed since then: those that came before
     */
    record PacketsRefused(long forged, long replayed, long atNs) implements MediaEvent {}

    /** A handshake brought keys; from now on sound passes, with the suite of that name. */
    record Enciphered(String suite, long atNs) implements MediaEvent {}

    /** A handshake brought no keys, so no sound will pass. */
    record NotEnciphered(String why, long atNs) implements MediaEvent {}

    /** A mistake of ours ended the call's media; details are in the log. */
    record MediaBroken(long atNs) implements MediaEvent {}
}
