package io.antiphon.tts.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.testkit.Tone;
import io.antiphon.tts.text.Normalizer;
import io.antiphon.tts.text.SpokenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static final SpokenText TEXT = Normalizer.normalize("one, two");
    private final List<String> heard = new ArrayList<>();

    /** 200 ms of silence, 300 ms of tone, 200 ms of silence, 300 ms of tone, 400 ms of silence. */
    private static short[] clause() {
        var pcm = new short[ms(1_400)];
        System.arraycopy(Tone.sine(300, 8_000, ms(300)), 0, pcm, ms(200), ms(300));
        System.arraycopy(Tone.sine(300, 8_000, ms(300)), 0, pcm, ms(700), ms(300));
        return pcm;
    }

    @Test
    void silenceAroundAClauseIsTakenAwayAndTheWordsMoveWithIt() {
        var marks = List.of(new Mark(ms(200), ms(500)), new Mark(ms(700), ms(1_000)));
        var rendering = Rendering.of(clause(), TEXT, marks, Level.UNCHANGED);
        assertEquals(ms(10 + 800 + 120 + 10), rendering.samples(), "padded to whole frames");
        assertEquals(List.of(new SpokenWord("one,", ms(10), ms(310)),
                new SpokenWord("two", ms(510), ms(810))), rendering.words());
    }

    @Test
    void wordsWithoutMarksAreFoundBetweenThePauses() {
        var rendering = Rendering.of(clause(), TEXT, List.of(), Level.UNCHANGED);
        assertEquals(List.of(new SpokenWord("one,", ms(10), ms(310)),
                new SpokenWord("two", ms(510), ms(810))), rendering.words());
    }

    @Test
    void wordIsAnnouncedBeforeTheFrameInWhichItBegins() {
        var marks = List.of(new Mark(ms(200), ms(500)), new Mark(ms(700), ms(1_000)));
        var rendering = Rendering.of(clause(), TEXT, marks, Level.UNCHANGED);
        assertEquals(new SpeechOutcome.Spoken(rendering.samples()),
                rendering.deliver(listener(Integer.MAX_VALUE)));
        assertEquals(0, heard.indexOf("one,"));
        assertEquals(1 + 510 / 20, heard.indexOf("two"));
        assertEquals(rendering.samples() / Pcm.FRAME_SAMPLES + 2, heard.size());
    }

    @Test
    void nothingIsHeardAfterAStop() {
        var rendering = Rendering.of(clause(), TEXT, List.of(), Level.UNCHANGED);
        assertEquals(new SpeechOutcome.Cut(3 * Pcm.FRAME_SAMPLES), rendering.deliver(listener(3)));
        assertEquals(3, heard.stream().filter("frame"::equals).count());
    }

    @Test
    void levelIsTheSameForALoudAndASoftVoice() {
        for (int amplitude : List.of(900, 4_000, 20_000)) {
            var raw = Tone.sine(300, amplitude, ms(1_000));
            var level = Level.of(Rendering.of(raw.clone(), TEXT, List.of(), Level.UNCHANGED));
            var rendering = Rendering.of(raw, TEXT, List.of(), level);
            assertEquals(Level.TARGET_DB, rendering.activeLevelDb(), 0.2, "amplitude " + amplitude);
        }
    }

    @Test
    void peaksAreBentBelowFullScale() {
        var raw = Tone.sine(300, 30_000, ms(100));
        new Level(4).apply(raw, raw.length);
        int highest = 0;
        for (short sample : raw) {
            highest = Math.max(highest, Math.abs(sample));
        }
        assertTrue(highest > 30_000 && highest <= Short.MAX_VALUE, "highest " + highest);
    }

    @Test
    void silenceBecomesNoFrames() {
        var rendering = Rendering.of(new short[ms(500)], TEXT, List.of(), Level.UNCHANGED);
        assertEquals(0, rendering.samples());
        assertEquals(new SpeechOutcome.Spoken(0), rendering.deliver(listener(1)));
    }

    @Test
    void resampledSoundLastsAsLong() {
        short[] resampled = Rendering.resampled(new short[22_050], 22_050);
        assertEquals(16_000, resampled.length, 20);
        assertEquals(16_000, Rendering.resampled(new short[8_000], 8_000).length, 20);
        assertTrue(Arrays.equals(new short[5], Rendering.resampled(new short[5], 16_000)));
    }

    private Listener listener(int frames) {
        return new Listener() {

            private int left = frames;

            @Override
            public Answer hear(short[] pcm) {
                heard.add("frame");
                left--;
                return left > 0 ? Answer.GO_ON : Answer.STOP;
            }

            @Override
            public void word(SpokenWord word) {
                heard.add(word.text());
            }
        };
    }

    private static int ms(int ms) {
        return (int) Pcm.msToSamples(ms);
    }
}
