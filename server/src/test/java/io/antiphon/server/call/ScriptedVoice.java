package io.antiphon.server.call;

import static io.antiphon.audio.Pcm.FRAME_SAMPLES;

import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A voice that takes one frame for a word, whatever the word, and fails where it is told to. */
final class ScriptedVoice implements SpeechSynthesizer {

    /** Clauses in the order in which they were rendered; utterance 0 is rendering ahead. */
    final List<Request> requests = new CopyOnWriteArrayList<>();

    private volatile int wordsBeforeFailure = Integer.MAX_VALUE;

    /** From now on, so many words of each clause work. */
    void failsAfter(int words) {
        wordsBeforeFailure = words;
    }

    /** All that was rendered for an utterance. */
    String said(int utterance) {
        return String.join(" ", requests.stream()
                .filter(request -> request.utterance().equals(new UtteranceId(utterance)))
                .map(Request::text)
                .toList());
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public SpeechOutcome speak(Request request, Listener listener) {
        requests.add(request);
        long samples = 0;
        for (var word : List.of(request.text().split(" ", -1))) {
            if (samples / FRAME_SAMPLES >= wordsBeforeFailure) {
                return new SpeechOutcome.Failed(samples,
                        new EngineFailure(EngineFailure.Kind.BROKEN, name(), "as told"));
            }
            listener.word(new SpokenWord(word, samples, samples + FRAME_SAMPLES));
            if (listener.hear(new short[FRAME_SAMPLES]) == Listener.Answer.STOP) {
                return new SpeechOutcome.Cut(samples);
            }
            samples += FRAME_SAMPLES;
        }
        return new SpeechOutcome.Spoken(samples);
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
