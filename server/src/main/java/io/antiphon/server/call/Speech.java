package io.antiphon.server.call;

import io.antiphon.tts.SynthesisPool;
import io.antiphon.tts.Voice;

/** The voice that all calls share and the workers that speak with it. */
public record Speech(Voice voice, SynthesisPool pool) {}
