package io.antiphon.asr;

import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition;
import io.antiphon.speech.Recognition.Failed;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import io.antiphon.speech.RecognitionStream;
import io.antiphon.speech.SpeechRecognizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Understands the first sample of each frame as its words: 7 is "7". Frames of -1 fail, frames of -2 throw.
 * Works only while it has permits, so a test holds the pool where it wants it.
 */
final class ScriptedRecognizer implements SpeechRecognizer {

    final Semaphore permits = new Semaphore(1_000_000);
    final AtomicInteger closed = new AtomicInteger();
    final Queue<String> expected = new ConcurrentLinkedQueue<>();

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public RecognitionStream open() {
        return new Stream();
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /** Notices when two threads use it at a time. */
    private final class Stream implements RecognitionStream {

        private final List<Word> words = new ArrayList<>();
        private final AtomicInteger users = new AtomicInteger();

        @Override
        public void expect(ExpectedSpeech speech) {
            expected.add(speech.phrases() + " behind " + words);
        }

        @Override
        public Recognition hear(short[] pcm, int samples) {
            permits.acquireUninterruptibly();
            if (users.incrementAndGet() > 1) {
                throw new IllegalStateException("two threads in one stream");
            }
            try {
                return understood(pcm[0]);
            } finally {
                users.decrementAndGet();
            }
        }

        private Recognition understood(short sample) {
            if (sample == -1) {
                return new Failed(
                        new EngineFailure(EngineFailure.Kind.BROKEN, "scripted", "asked to"));
            }
            if (sample == -2) {
                throw new IllegalArgumentException("asked to throw");
            }
            if (sample != 0) {
                words.add(new Word(Integer.toString(sample), 0, 1, 1));
            }
            return heard();
        }

        private Heard heard() {
            return new Heard(String.join(" ", words.stream().map(Word::text).toList()), words, 0,
                    1);
        }

        @Override
        public Recognition ifFinished() {
            return heard();
        }

        @Override
        public Recognition finish() {
            var all = heard();
            words.clear();
            return all;
        }

        @Override
        public void cancel() {
            words.clear();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
