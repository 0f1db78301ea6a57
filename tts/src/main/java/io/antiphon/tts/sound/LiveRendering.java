package io.antiphon.tts.sound;

import io.antiphon.audio.Pcm;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Listener.Answer;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome;
import io.antiphon.speech.SpokenWord;
import io.antiphon.tts.text.SpokenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A clause that is heard while it is still being made: whole frames, and each word no later than the frame it
 * begins in. The places of words must be known from the start; all but {@value Rendering#LEAD_MS} ms before the
 * first one is left out. Belongs to the thread that speaks.
 */
public final class LiveRendering {

    private final List<SpokenWord> words;
    private final Level level;
    private final Listener listener;
    private final short[] frame = new short[Pcm.FRAME_SAMPLES];
    private int toSkip;
    private int filled;
    private int nextWord;
    private long heard;
    private boolean wanted = true;

    /** {@code marks} has the place of each word, in samples at 16 kHz of what will be added. */
    public LiveRendering(SpokenText text, List<Mark> marks, Level level, Listener listener) {
        if (marks.isEmpty() || marks.size() != text.words().size()) {
            throw new IllegalArgumentException(
                    marks.size() + " marks for " + text.words().size() + " words");
        }
        toSkip = Math.max(0,
                marks.getFirst().start() - (int) Pcm.msToSamples(Rendering.LEAD_MS));
        this.level = level;
        this.listener = listener;
        var placed = new ArrayList<SpokenWord>();
        for (int i = 0; i < marks.size(); i++) {
            placed.add(new SpokenWord(text.words().get(i).written(),
                    marks.get(i).start() - toSkip, marks.get(i).end() - toSkip));
        }
        words = List.copyOf(placed);
    }

    /** Adds samples at 16 kHz, which are changed; answers whether more are wanted. */
    public boolean add(short[] pcm) {
        level.apply(pcm, pcm.length);
        int skipped = Math.min(toSkip, pcm.length);
        toSkip -= skipped;
        for (int at = skipped; at < pcm.length && wanted;) {
            int taken = Math.min(frame.length - filled, pcm.length - at);
            System.arraycopy(pcm, at, frame, filled, taken);
            filled += taken;
            at += taken;
            if (filled == frame.length) {
                hand();
            }
        }
        return wanted;
    }

    private void hand() {
        while (nextWord < words.size()
                && words.get(nextWord).startSample() < heard + frame.length) {
            listener.word(words.get(nextWord));
            nextWord++;
        }
        wanted = listener.hear(frame) == Answer.GO_ON;
        heard += frame.length;
        filled = 0;
    }

    /** All has been made: hands over what is left, filled up with silence. */
    public SpeechOutcome end() {
        if (wanted && filled > 0) {
            Arrays.fill(frame, filled, frame.length, (short) 0);
            hand();
        }
        return wanted ? new SpeechOutcome.Spoken(heard) : new SpeechOutcome.Cut(heard);
    }

    /** How many samples the listener has been given. */
    public long heard() {
        return heard;
    }
}
