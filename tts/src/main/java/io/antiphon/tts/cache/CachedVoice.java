package io.antiphon.tts.cache;

import io.antiphon.audio.Pcm;
import io.antiphon.speech.Pace;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.tts.cache.Preparation.State;
import io.antiphon.tts.sound.Rendering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A voice that says at once what it has said before, and can be told what it will have to say.
 *
 * <p>A phrase is the exact text of a clause. Only what was said to its end is kept. Preparing goes to a worker
 * that the server provides and bounds; a worker that refuses costs nothing but the time won. May be used by
 * any thread.
 */
public final class CachedVoice implements SpeechSynthesizer {

    private final SpeechSynthesizer voice;
    private final PhraseCache cache;
    private final Executor worker;
    // Those who wish contend with those who speak, on different phrases as a rule.
    private final ConcurrentHashMap<PhraseCache.Key, Ahead> ahead = new ConcurrentHashMap<>();

    public CachedVoice(SpeechSynthesizer voice, PhraseCache cache, Executor worker) {
        this.voice = voice;
        this.cache = cache;
        this.worker = worker;
    }

    @Override
    public String name() {
        return voice.name();
    }

    /** Says the phrase; waits for one that is being prepared at this moment, since that is sooner. */
    @Override
    public SpeechOutcome speak(Request request, Listener listener) {
        var key = key(request.text(), request.pace());
        Optional<Rendering> known = cache.find(key);
        if (known.isEmpty() && awaited(key)) {
            known = cache.find(key);
        }
        return known.isPresent() ? known.get().deliver(listener) : record(request, key, listener);
    }

    private boolean awaited(PhraseCache.Key key) {
        Ahead preparing = ahead.get(key);
        if (preparing == null || !preparing.isWorthWaitingFor()) {
            return false;
        }
        try {
            preparing.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            preparing.leave();
        }
    }

    private SpeechOutcome record(Request request, PhraseCache.Key key, Listener listener) {
        var recorder = new Recorder(listener);
        SpeechOutcome outcome = voice.speak(request, recorder);
        if (outcome instanceof SpeechOutcome.Spoken spoken && spoken.samples() > 0) {
            cache.keep(key, recorder.recording());
        }
        return outcome;
    }

    /** Whether the phrase would be said without the engine. */
    public boolean holds(String text, Pace pace) {
        return cache.holds(key(text, pace));
    }

    /** Any thread: renders a phrase ahead of its time, once, however many wish for it. */
    public Preparation prepare(String text, Pace pace) {
        var key = key(text, pace);
        var mine = new Ahead(key);
        Ahead shared = ahead.compute(key,
                (_, running) -> running != null && running.join() ? running : mine);
        if (mine.equals(shared)) {
            start(mine);
        }
        return new Preparation(shared);
    }

    private void start(Ahead phrase) {
        if (cache.holds(phrase.key())) {
            end(phrase, State.READY);
            return;
        }
        try {
            worker.execute(() -> render(phrase));
        } catch (RejectedExecutionException e) {
            end(phrase, State.REFUSED);
        }
    }

    private void render(Ahead phrase) {
        if (!phrase.begin()) {
            ahead.remove(phrase.key(), phrase);
            return;
        }
        var how = State.FAILED;
        try {
            var recorder = new Recorder(new Interest(phrase));
            var request = new Request(new UtteranceId(0), phrase.key().text(),
                    phrase.key().pace());
            how = switch (voice.speak(request, recorder)) {
                case SpeechOutcome.Spoken _ -> {
                    cache.keep(phrase.key(), recorder.recording());
                    yield State.READY;
                }
                case SpeechOutcome.Cut _ -> State.ABANDONED;
                case SpeechOutcome.Failed _ -> State.FAILED;
            };
        } finally {
            end(phrase, how);
        }
    }

    private void end(Ahead phrase, State how) {
        phrase.end(how);
        ahead.remove(phrase.key(), phrase);
    }

    private PhraseCache.Key key(String text, Pace pace) {
        return new PhraseCache.Key(voice.name(), text.strip(), pace);
    }

    @Override
    public void close() {
        voice.close();
    }

    /** Listens for as long as anybody waits. */
    private record Interest(Ahead phrase) implements Listener {

        @Override
        public Answer hear(short[] pcm) {
            return phrase.isWanted() ? Answer.GO_ON : Answer.STOP;
        }

        @Override
        public void word(SpokenWord word) {}
    }

    /** Passes on what is said, and keeps it. */
    private static final class Recorder implements Listener {

        private final Listener listener;
        private final List<SpokenWord> words = new ArrayList<>();
        private short[] pcm = new short[100 * Pcm.FRAME_SAMPLES];
        private int samples;

        Recorder(Listener listener) {
            this.listener = listener;
        }

        @Override
        public Answer hear(short[] frame) {
            if (samples == pcm.length) {
                pcm = Arrays.copyOf(pcm, 2 * pcm.length);
            }
            System.arraycopy(frame, 0, pcm, samples, Pcm.FRAME_SAMPLES);
            samples += Pcm.FRAME_SAMPLES;
            return listener.hear(frame);
        }

        @Override
        public void word(SpokenWord word) {
            words.add(word);
            listener.word(word);
        }

        Rendering recording() {
            return Rendering.recorded(Arrays.copyOf(pcm, samples), words);
        }
    }
}
