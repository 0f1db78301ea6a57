package io.antiphon.cli.say;

import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.audio.Wav;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.SpeechSynthesizer;
import io.antiphon.speech.SpeechSynthesizer.Listener;
import io.antiphon.speech.SpeechSynthesizer.Request;
import io.antiphon.speech.SpeechSynthesizer.SpeechOutcome.Failed;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import io.antiphon.time.NanoClock;
import io.antiphon.tts.text.ClauseSplitter;
import java.util.Arrays;
import java.util.Optional;

/** A text as a voice says it, clause by clause as in a call. */
final class Speech {

    private final short[] pcm;
    private final long firstNs;
    private final long workNs;
    private final Optional<EngineFailure> failure;

    private Speech(Recorder recorder, long workNs, Optional<EngineFailure> failure) {
        pcm = Arrays.copyOf(recorder.pcm, recorder.samples);
        firstNs = recorder.firstNs;
        this.workNs = workNs;
        this.failure = failure;
    }

    static Speech of(String text, SpeechSynthesizer voice, NanoClock clock) {
        var recorder = new Recorder(clock);
        int number = 0;
        var failure = Optional.<EngineFailure>empty();
        for (var clause : ClauseSplitter.split(text)) {
            number++;
            if (voice.speak(new Request(new UtteranceId(number), clause),
                    recorder) instanceof Failed(var _, var why)) {
                failure = Optional.of(why);
                break;
            }
        }
        return new Speech(recorder, clock.nanoTime() - recorder.begunNs, failure);
    }

    /** Why it ends before the text does. */
    Optional<EngineFailure> failure() {
        return failure;
    }

    Wav wav(int rate) {
        return Wav.mono(rate, Resampler.whole(pcm, Pcm.SAMPLE_RATE, rate));
    }

    /** When the first frame came, from the beginning. */
    long firstNs() {
        return firstNs;
    }

    double seconds() {
        return (double) pcm.length / Pcm.SAMPLE_RATE;
    }

    double realTimeFactor() {
        return pcm.length == 0 ? 0 : (double) workNs / Pcm.samplesToNs(pcm.length);
    }

    /** Keeps what is said. */
    private static final class Recorder implements Listener {

        private final NanoClock clock;
        private final long begunNs;
        private short[] pcm = new short[Pcm.SAMPLE_RATE];
        private int samples;
        private long firstNs;

        Recorder(NanoClock clock) {
            this.clock = clock;
            begunNs = clock.nanoTime();
        }

        @Override
        public Answer hear(short[] frame) {
            if (samples == 0) {
                firstNs = clock.nanoTime() - begunNs;
            }
            if (samples + frame.length > pcm.length) {
                pcm = Arrays.copyOf(pcm, 2 * pcm.length);
            }
            System.arraycopy(frame, 0, pcm, samples, frame.length);
            samples += frame.length;
            return Answer.GO_ON;
        }

        @Override
        public void word(SpokenWord word) {
            // Nothing is cut here, so nobody asks what has been said.
        }
    }
}
