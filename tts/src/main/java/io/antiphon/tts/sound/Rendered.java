package io.antiphon.tts.sound;

import io.antiphon.fault.EngineFailure;

/** What came of rendering one clause. */
public sealed interface Rendered {

    record Sound(Rendering rendering) implements Rendered {}

    record Failed(EngineFailure failure) implements Rendered {}
}
