package io.antiphon.media;

import io.antiphon.speech.TurnDetector;
import io.antiphon.speech.VoiceDetector;

/**
 * What listens to one caller on the hearing thread, which owns both and closes them when the call leaves.
 *
 * @param voice whether somebody speaks
 * @param turns how they sound: finished, claiming the floor, or merely listening
 */
public record Detectors(VoiceDetector voice, TurnDetector turns) {

    /** Ends both on the thread that asks. */
    public void close() {
        voice.close();
        turns.close();
    }
}
