package io.antiphon.media.lane;

import io.antiphon.media.Detectors;
import io.antiphon.media.Ears;
import io.antiphon.speech.TurnDetector;
import io.antiphon.speech.VoiceDetector;

/** Who listens where nobody needs to. */
enum Deaf implements VoiceDetector, Ears {

    /** Both in one, and the same for all calls, for it remembers nothing. */
    DEAF;

    static final Ears EARS = DEAF;
    static final Detectors DETECTORS = new Detectors(DEAF, TurnDetector.none());

    @Override
    public float likelihood(short[] pcm) {
        return 0;
    }

    @Override
    public void reset() {}

    @Override
    public void close() {}

    @Override
    public void speechStarts(long position) {}

    @Override
    public void sound(short[] pcm, long position) {}

    @Override
    public void speechPauses(long position) {}

    @Override
    public void speechGoesOn(long position) {}

    @Override
    public void turnOver(long position) {}

    @Override
    public void dismissed(long position) {}
}
