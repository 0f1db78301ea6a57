package io.antiphon.tts.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.tts.text.Normalizer;
import io.antiphon.tts.text.SpokenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRenderingTest {

    private static final SpokenText TEXT = Normalizer.normalize("two words");
    private static final List<Mark> MARKS = List.of(new Mark(1_000, 1_500),
            new Mark(1_500, 2_200));

    private final List<String> events = new ArrayList<>();
    private int most = Integer.MAX_VALUE;

    @Test
    void silenceBeforeTheFirstWordIsNotHeard() {
        var sound = rendering(Level.UNCHANGED);
        assertTrue(sound.add(new short[2_400]));
        assertEquals(new SpeechOutcome.Spoken(5 * Pcm.FRAME_SAMPLES), sound.end());
        // 10 ms are left before the first word: 1000 - 160 samples are not heard, 1560 are, in five frames.
        assertEquals(List.of("two 160-660", "frame", "frame", "words 660-1360", "frame", "frame",
                "frame"), events);
    }

    @Test
    void piecesOfAnySizeMakeTheSameFrames() {
        rendering(Level.UNCHANGED).add(new short[2_400]);
        var whole = List.copyOf(events);
        events.clear();
        var sound = rendering(Level.UNCHANGED);
        for (int at = 0; at < 2_400; at += 7) {
            sound.add(new short[Math.min(7, 2_400 - at)]);
        }
        assertEquals(whole, events);
    }

    @Test
    void nothingIsHeardAfterAStop() {
        most = 2;
        var sound = rendering(Level.UNCHANGED);
        assertFalse(sound.add(new short[2_400]));
        assertFalse(sound.add(new short[2_400]));
        assertEquals(new SpeechOutcome.Cut(2 * Pcm.FRAME_SAMPLES), sound.end());
        assertEquals(2, events.stream().filter("frame"::equals).count());
    }

    @Test
    void loudPeaksAreBentAtTheGainOfTheVoice() {
        var heard = new short[1];
        var sound = new LiveRendering(TEXT, List.of(new Mark(0, 1), new Mark(1, 2)), new Level(4),
                new Listener() {

                    @Override
                    public Answer hear(short[] pcm) {
                        heard[0] = pcm[0];
                        return Answer.GO_ON;
                    }

                    @Override
                    public void word(SpokenWord word) {}
                });
        var loud = new short[Pcm.FRAME_SAMPLES];
        Arrays.fill(loud, (short) 20_000);
        sound.add(loud);
        assertTrue(heard[0] > 30_000, () -> "" + heard[0]);
    }

    @Test
    void everyWordMustHaveAPlace() {
        assertThrows(IllegalArgumentException.class, () -> new LiveRendering(TEXT,
                List.of(new Mark(0, 1)), Level.UNCHANGED, listener()));
    }

    private LiveRendering rendering(Level level) {
        return new LiveRendering(TEXT, MARKS, level, listener());
    }

    private Listener listener() {
        return new Listener() {

            private int frames;

            @Override
            public Answer hear(short[] pcm) {
                events.add("frame");
                frames++;
                return frames < most ? Answer.GO_ON : Answer.STOP;
            }

            @Override
            public void word(SpokenWord word) {
                events.add(word.text() + " " + word.startSample() + "-" + word.endSample());
            }
        };
    }
}
