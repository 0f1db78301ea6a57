package io.antiphon.media.floor;

import io.antiphon.speech.TurnDetector;

/**
 * How the caller sounds, apart from the words; each from 0 to 1.
 *
 * @param turnOver how likely it is that they have finished; 0.5 if nothing is known
 * @param interruption how likely it is that they claim the floor
 * @param backchannel that they only show that they listen
 * @param noise that the sound is not meant for anybody
 */
public record Sounding(float turnOver, float interruption, float backchannel, float noise) {

    /** Nothing is known. */
    public static final Sounding UNKNOWN = new Sounding(TurnDetector.UNDECIDED, 0, 0, 0);
}
