package io.antiphon.media.floor;

import io.antiphon.audio.Pcm;

/**
 * The newest 20 ms of a caller's sound, and how it continues what came before. One object serves a whole
 * call, because there are fifty of these events a second; it belongs to the hearing thread.
 */
public final class Heard implements FloorEvent {

    private final FloorPolicy.Voicing voicing;
    private long end;
    private long atNs;
    private float likelihood;
    private Evidence evidence = Evidence.NONE;
    private boolean voiced;
    private int rising;
    private long onset;
    private long voiceEnd;
    private long gap;

    public Heard(FloorPolicy.Voicing voicing) {
        this.voicing = voicing;
    }

    /** The next frame: {@code position} is that of its first sample. */
    public Heard frame(long position, long atNs, float likelihood, double levelDb,
            Evidence evidence) {
        end = position + Pcm.FRAME_SAMPLES;
        this.atNs = atNs;
        this.likelihood = likelihood;
        this.evidence = evidence;
        if (voiced) {
            voiced = likelihood >= voicing.off();
        } else if (likelihood >= voicing.on() && levelDb >= voicing.quietestDb()) {
            rising++;
            if (rising >= voicing.onFrames()) {
                begin(end - (long) rising * Pcm.FRAME_SAMPLES);
            }
        } else {
            rising = 0;
        }
        if (voiced) {
            voiceEnd = end;
        }
        return this;
    }

    private void begin(long position) {
        voiced = true;
        rising = 0;
        onset = Math.max(0, position);
        gap = onset - voiceEnd;
    }

    public boolean isVoiced() {
        return voiced;
    }

    /** The first sample behind this frame. */
    public long end() {
        return end;
    }

    public long atNs() {
        return atNs;
    }

    public float likelihood() {
        return likelihood;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** The first sample of the present voice, or of the last. */
    public long onset() {
        return onset;
    }

    /** The first sample behind the last voice. */
    public long voiceEnd() {
        return voiceEnd;
    }

    /** How many samples of silence lay before the present voice. */
    long gap() {
        return gap;
    }

    /** How many samples the caller has been silent. */
    long hush() {
        return voiced ? 0 : end - voiceEnd;
    }
}
