package io.antiphon.cli.phone;

import io.antiphon.audio.Pcm;

/**
 * Hears whether the agent speaks, by the rule of the wire measurements: two windows of 10 ms in a row above
 * -45 dBFS. An utterance ends with 700 ms of silence, whether as silent packets or as none. Owned by the phone's
 * thread.
 */
public final class AgentEar {

    private static final double VOICED_DB = -45;
    private static final int WINDOW = 80;
    private static final long WINDOW_NS = 10_000_000;
    private static final long WORD_GAP_NS = 120_000_000;
    private static final long UTTERANCE_GAP_NS = 700_000_000;

    private boolean lastWindowLoud;
    private boolean everHeard;
    private long lastVoicedNs;
    private long onsetNs;

    /** Sound at 8 kHz that began to arrive then. */
    public void hear(long atNs, short[] pcm) {
        for (int at = 0; at + WINDOW <= pcm.length; at += WINDOW) {
            boolean loud = Pcm.levelDb(pcm, at, WINDOW) > VOICED_DB;
            if (loud && lastWindowLoud) {
                voiced(atNs + at / WINDOW * WINDOW_NS);
            }
            lastWindowLoud = loud;
        }
    }

    private void voiced(long atNs) {
        if (!everHeard || atNs - lastVoicedNs > UTTERANCE_GAP_NS) {
            onsetNs = atNs;
        }
        everHeard = true;
        lastVoicedNs = atNs;
    }

    public boolean hasSpokenSince(long ns) {
        return everHeard && lastVoicedNs - ns > 0;
    }

    public boolean isSpeaking(long nowNs) {
        return everHeard && nowNs - lastVoicedNs < UTTERANCE_GAP_NS;
    }

    /** Whether there is voice at this moment, and not a pause between words. */
    public boolean isVoiced(long nowNs) {
        return everHeard && nowNs - lastVoicedNs < WORD_GAP_NS;
    }

    /** When the utterance began that is being spoken, or was the last. */
    public long onsetNs() {
        return onsetNs;
    }

    /** How long the agent has been silent since then. */
    public long silentNs(long sinceNs, long nowNs) {
        return nowNs - (hasSpokenSince(sinceNs) ? lastVoicedNs : sinceNs);
    }
}
