package io.antiphon.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.testkit.Tone;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConcealmentTest {

    private static final int PACKET = 160;

    private final Concealment concealment = new Concealment();

    @Test
    void lossOfVoiceMakesNoEdgeOnEitherSide() {
        // A pitch of 133 Hz with harmonics; the period of 60 samples does not divide a packet.
        var voice = voiced(20 * PACKET);
        var out = voice.clone();
        for (int packet = 0; packet < 20; packet++) {
            pass(out, packet, packet == 8 || packet == 12 || packet == 13);
        }
        assertTrue(steepest(out) <= 1.35 * steepest(voice),
                () -> steepest(out) + " beside " + steepest(voice));
    }

    @Test
    void shortLossOfVoiceSoundsAlmostAsIfNothingWasLost() {
        var voice = voiced(10 * PACKET);
        var out = voice.clone();
        for (int packet = 0; packet < 10; packet++) {
            pass(out, packet, packet == 8);
        }
        long error = 0;
        long energy = 0;
        for (int i = 8 * PACKET; i < 8 * PACKET + 80; i++) {
            error += (long) (out[i] - voice[i]) * (out[i] - voice[i]);
            energy += (long) voice[i] * voice[i];
        }
        assertTrue(error < energy / 100, error + " of " + energy);
    }

    @Test
    void longLossFadesWithinSixtyMilliseconds() {
        var out = voiced(10 * PACKET);
        Arrays.fill(out, 0, PACKET, (short) 0);
        for (int packet = 0; packet < 10; packet++) {
            pass(out, packet, packet >= 5);
        }
        assertTrue(level(out, 5) > -20, () -> "" + level(out, 5));
        assertTrue(level(out, 6) < level(out, 5) - 2);
        assertTrue(level(out, 7) < level(out, 6) - 3);
        assertTrue(level(out, 8) < -75, () -> "" + level(out, 8));
    }

    @Test
    void silenceInPlaceOfLostSoundIsNeverDigital() {
        var out = voiced(50 * PACKET);
        for (int packet = 0; packet < 50; packet++) {
            pass(out, packet, packet >= 5);
        }
        for (int packet = 8; packet < 50; packet++) {
            assertTrue(level(out, packet) > -95, "packet " + packet);
        }
    }

    @Test
    void whatRemainsIsAsLoudAsTheCallersBackground() {
        var noise = Tone.noise(7, 200, 60 * PACKET);
        double before = level(noise, 40);
        for (int packet = 0; packet < 60; packet++) {
            pass(noise, packet, packet >= 50);
        }
        assertEquals(before, level(noise, 58), 3);
    }

    @Test
    void lossBeforeAnySoundIsFaint() {
        var out = new short[PACKET];
        concealment.invent(out, PACKET);
        assertTrue(Pcm.levelDb(out, 0, PACKET) < -75);
    }

    private void pass(short[] sound, int packet, boolean isLost) {
        var piece = Arrays.copyOfRange(sound, packet * PACKET, (packet + 1) * PACKET);
        if (isLost) {
            concealment.invent(piece, PACKET);
        } else {
            concealment.heard(piece, PACKET);
        }
        System.arraycopy(piece, 0, sound, packet * PACKET, PACKET);
    }

    private static short[] voiced(int samples) {
        var out = new short[samples];
        for (int i = 0; i < samples; i++) {
            double phase = 2 * Math.PI * i / 60;
            out[i] = (short) (6_000 * Math.sin(phase) + 3_000 * Math.sin(2 * phase + 1)
                    + 1_000 * Math.sin(5 * phase + 2));
        }
        return out;
    }

    private static int steepest(short[] sound) {
        int steepest = 0;
        for (int i = 1; i < sound.length; i++) {
            steepest = Math.max(steepest, Math.abs(sound[i] - sound[i - 1]));
        }
        return steepest;
    }

    private static double level(short[] sound, int packet) {
        return Pcm.levelDb(sound, packet * PACKET, PACKET);
    }
}
