package io.antiphon.cli.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.antiphon.audio.Pcm;
import org.junit.jupiter.api.Test;

class LoudnessTest {

    @Test
    void loudEnoughStaysAsItIs() {
        var speech = tone(1_000);
        assertSame(speech, Loudness.fit(speech));
    }

    @Test
    void quietSpeechIsLifted() {
        var louder = Loudness.fit(tone(60));
        assertEquals(-26, Pcm.levelDb(louder, 0, louder.length), 1);
    }

    @Test
    void silenceStaysSilence() {
        var silence = tone(5);
        assertSame(silence, Loudness.fit(silence));
        assertEquals(3, Loudness.fit(new short[3]).length);
    }

    private static short[] tone(double peak) {
        var pcm = new short[Pcm.SAMPLE_RATE];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(peak * Math.sin(i * 0.2));
        }
        return pcm;
    }
}
