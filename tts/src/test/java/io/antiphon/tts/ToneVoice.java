package io.antiphon.tts;

import io.antiphon.audio.Pcm;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpokenWord;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A voice for tests: one frame per word, whose samples are the length of the word. */
public final class ToneVoice implements SpeechSynthesizer {

    private final String name;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger frames = new AtomicInteger();
    private volatile int wordsBeforeFailure = Integer.MAX_VALUE;
    private volatile EngineFailure.Kind kind = EngineFailure.Kind.BROKEN;
    private volatile Runnable onFrame = () -> {};

    public ToneVoice(String name) {
        this.name = name;
    }

    /** From now on it fails behind so many words of each request. */
    public void failAfterWords(int words) {
        wordsBeforeFailure = words;
    }

    void failAs(EngineFailure.Kind how) {
        kind = how;
    }

    /** What happens before each frame is handed over. */
    public void onFrame(Runnable what) {
        onFrame = what;
    }

    public int requests() {
        return requests.get();
    }

    public int frames() {
        return frames.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SpeechOutcome speak(Request request, Listener listener) {
        requests.incrementAndGet();
        var frame = new short[Pcm.FRAME_SAMPLES];
        long samples = 0;
        int words = 0;
        for (String word : request.text().strip().split("\\s+", -1)) {
            if (words++ >= wordsBeforeFailure) {
                return new SpeechOutcome.Failed(samples, new EngineFailure(kind, name, "as told"));
            }
            Arrays.fill(frame, (short) word.length());
            onFrame.run();
            frames.incrementAndGet();
            listener.word(new SpokenWord(word, samples, samples + frame.length));
            samples += frame.length;
            if (listener.hear(frame) == Listener.Answer.STOP) {
                return new SpeechOutcome.Cut(samples);
            }
        }
        return new SpeechOutcome.Spoken(samples);
    }

    @Override
    public void close() {}

    /** Waits for a sign from another thread; it comes, unless the test has failed. */
    public static void await(CountDownLatch sign) {
        try {
            if (!sign.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the sign did not come");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
