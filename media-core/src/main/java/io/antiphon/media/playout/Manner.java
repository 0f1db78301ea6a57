package io.antiphon.media.playout;

/** How the agent is to speak. */
public enum Manner {

    /** At full voice. */
    PLAY(1),

    /** 12 dB softer. */
    DUCKED(0.251_189f),

    /** Not at all, for now. */
    HELD(0);

    private final float gain;

    Manner(float gain) {
        this.gain = gain;
    }

    float gain() {
        return gain;
    }
}
