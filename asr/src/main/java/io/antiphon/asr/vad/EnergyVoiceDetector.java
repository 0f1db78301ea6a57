package io.antiphon.asr.vad;

import io.antiphon.audio.Pcm;
import io.antiphon.speech.VoiceDetector;

/**
 * Takes for speech what is clearly louder than the line's own noise. The noise is followed downward at once
 * and upward slowly, more slowly while somebody seems to speak. Cannot tell speech from other loud sounds.
 */
public final class EnergyVoiceDetector implements VoiceDetector {

    /** Where speech is as likely as not, above the noise. */
    private static final double MARGIN_DB = 12;
    private static final double SOFTNESS_DB = 2;

    /** Below this nothing is speech, however silent the line. */
    private static final double LEAST_DB = -52;

    private static final double MOST_NOISE_DB = -25;
    private static final double RISE_DB = 0.10;
    private static final double RISE_IN_SPEECH_DB = 0.02;

    private double noiseDb;

    public EnergyVoiceDetector() {
        reset();
    }

    @Override
    public float likelihood(short[] pcm) {
        double db = Pcm.levelDb(pcm, 0, pcm.length);
        double above = db - Math.max(noiseDb, LEAST_DB - MARGIN_DB);
        double likelihood = 1 / (1 + Math.exp((MARGIN_DB - above) / SOFTNESS_DB));
        double risen = noiseDb + (likelihood > 0.5 ? RISE_IN_SPEECH_DB : RISE_DB);
        noiseDb = Math.min(MOST_NOISE_DB, Math.min(db, risen));
        return (float) likelihood;
    }

    /** A call may begin with speech, so its first sound is not taken for the noise. */
    @Override
    public void reset() {
        noiseDb = LEAST_DB - MARGIN_DB;
    }

    @Override
    public void close() {
        // Holds nothing that would have to be given back.
    }
}
