package io.antiphon.tts.sound;

import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.SpeechSynthesizer;

/** What came of opening one voice. */
public sealed interface Opening {

    record Ready(SpeechSynthesizer voice) implements Opening {}

    record Unusable(EngineFailure failure) implements Opening {}
}
