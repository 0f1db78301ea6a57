package io.antiphon.media.floor;

import io.antiphon.audio.Pcm;
import io.antiphon.speech.TurnDetector;

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
    private float turnOver = TurnDetector.UNDECIDED;
    private float interruption;
    private float interruptionBefore;
    private float interruptionLongBefore;
    private float backchannel;
    private float noise;

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

    /** How that frame sounds to the detector, which has heard it. */
    public void sounds(TurnDetector detector) {
        turnOver = detector.turnOver();
        interruptionLongBefore = interruptionBefore;
        interruptionBefore = interruption;
        interruption = detector.interruption();
        backchannel = detector.backchannel();
        noise = detector.noise();
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

    /** How likely the turn is over by the sound of it. */
    double turnOver() {
        return turnOver;
    }

    /** The least of the last three frames, for one judgement alone must not cut the agent. */
    double interruption() {
        return Math.min(interruption, Math.min(interruptionBefore, interruptionLongBefore));
    }

    /** How likely the sound is nothing that the agent would have to give way to. */
    double harmless() {
        return backchannel + noise;
    }

    double noise() {
        return noise;
    }

    /** All of it, for the record. */
    public Sounding sounding() {
        return new Sounding(turnOver, interruption, backchannel, noise);
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
