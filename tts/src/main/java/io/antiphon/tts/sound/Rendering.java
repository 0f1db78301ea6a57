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
 * A clause as sound: whole frames, and the place of every word. Never changes, so any number of threads may
 * deliver it at once.
 *
 * <p>At most {@value #LEAD_MS} ms of silence are left before it, for the caller waits through them, and at
 * most {@value #TAIL_MS} ms behind it.
 */
public final class Rendering {

    static final int LEAD_MS = 10;
    static final int TAIL_MS = 120;

    private final short[] pcm;
    private final List<SpokenWord> words;

    private Rendering(short[] pcm, List<SpokenWord> words) {
        this.pcm = pcm;
        this.words = List.copyOf(words);
    }

    /** Frames that were heard, in one array whose length is a multiple of a frame; it is kept. */
    public static Rendering recorded(short[] pcm, List<SpokenWord> words) {
        if (pcm.length % Pcm.FRAME_SAMPLES != 0) {
            throw new IllegalArgumentException(pcm.length + " samples are no whole frames");
        }
        return new Rendering(pcm, words);
    }

    /**
     * Makes a clause of what an engine gave.
     *
     * @param raw samples at 16 kHz, changed by this method
     * @param marks the place of each word of {@code text} in {@code raw}; if they are not as many as the
     *     words, the places are estimated ({@link WordPlaces})
     */
    public static Rendering of(short[] raw, SpokenText text, List<Mark> marks, Level level) {
        var silence = new Silence(raw, raw.length);
        int first = silence.first() * Silence.BLOCK;
        int end = Math.min(raw.length, silence.end() * Silence.BLOCK);
        if (first >= end) {
            return new Rendering(new short[0], List.of());
        }
        List<Mark> places = marks.size() == text.words().size()
                ? marks
                : WordPlaces.estimate(text, silence);
        int from = Math.max(0, first - (int) Pcm.msToSamples(LEAD_MS));
        int to = Math.min(raw.length, end + (int) Pcm.msToSamples(TAIL_MS));
        int frames = (to - from + Pcm.FRAME_SAMPLES - 1) / Pcm.FRAME_SAMPLES;
        short[] pcm = Arrays.copyOf(Arrays.copyOfRange(raw, from, to), frames * Pcm.FRAME_SAMPLES);
        level.apply(pcm, to - from);
        var words = new ArrayList<SpokenWord>();
        int last = 0;
        for (int i = 0; i < places.size(); i++) {
            int start = Math.clamp(places.get(i).start() - from, last, to - from);
            last = Math.clamp(places.get(i).end() - from, start, to - from);
            words.add(new SpokenWord(text.words().get(i).written(), start, last));
        }
        return new Rendering(pcm, words);
    }

    /** Brings what an engine gave to 16 kHz. */
    public static short[] resampled(short[] in, int rate) {
        return new RateChange(rate).next(in);
    }

    /** Hands everything to the listener, on the calling thread, until it answers that it is enough. */
    public SpeechOutcome deliver(Listener listener) {
        var frame = new short[Pcm.FRAME_SAMPLES];
        int word = 0;
        for (int at = 0; at < pcm.length; at += frame.length) {
            while (word < words.size() && words.get(word).startSample() < at + frame.length) {
                listener.word(words.get(word));
                word++;
            }
            System.arraycopy(pcm, at, frame, 0, frame.length);
            if (listener.hear(frame) == Answer.STOP) {
                return new SpeechOutcome.Cut(at + frame.length);
            }
        }
        return new SpeechOutcome.Spoken(pcm.length);
    }

    public int samples() {
        return pcm.length;
    }

    public List<SpokenWord> words() {
        return words;
    }

    /** Roughly what it occupies. */
    public long bytes() {
        return 64 + 2L * pcm.length + 96L * words.size();
    }

    double activeLevelDb() {
        return Level.activeDb(pcm, pcm.length);
    }
}
