package io.antiphon.asr.vosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.antiphon.audio.Pcm;
import io.antiphon.audio.Resampler;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition;
import io.antiphon.speech.Recognition.Failed;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import io.antiphon.speech.RecognitionStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vosk.Recognizer;

/**
 * The ears of one call. One thread at a time: a Vosk decoder that two threads enter ends the process.
 *
 * <p>Vosk ends utterances where it likes; here they end only when {@link #finish} says so, and what Vosk
 * has ended before is kept and counts as stable. Each utterance has a decoder of its own, which costs some
 * 50 microseconds and makes word times begin at zero. Vosk cannot be asked what it would say at the end
 * without ending, so {@link #ifFinished} answers with the newest partial result. That is asked for without
 * its words' times, for with them it is empty for two seconds.
 */
final class VoskStream implements RecognitionStream {

    private static final int LONGEST_BLOCK = Pcm.SAMPLE_RATE / 5;

    private final VoskRecognizer recognizer;
    private final Resampler resampler;
    private final boolean sameRate;
    private final short[] resampled;
    private final short[] block = new short[LONGEST_BLOCK];
    private final List<Word> settled = new ArrayList<>();
    private Optional<Recognizer> decoder = Optional.empty();
    private ExpectedSpeech expected = ExpectedSpeech.ANYTHING;
    private String partial = "";
    private long heardSamples;
    private Recognition answer = Heard.NOTHING;

    VoskStream(VoskRecognizer recognizer, int sampleRate) {
        this.recognizer = recognizer;
        // Vosk takes a wrong rate for an endless row of empty utterances, so it never sees one.
        sameRate = sampleRate == Pcm.SAMPLE_RATE;
        resampler = new Resampler(Pcm.SAMPLE_RATE, sampleRate, LONGEST_BLOCK);
        resampled = new short[resampler.mostFor(LONGEST_BLOCK)];
    }

    @Override
    public void expect(ExpectedSpeech speech) {
        // A decoder lasts for an utterance, so the next one is made for this.
        expected = speech;
    }

    @Override
    public Recognition hear(short[] pcm, int samples) {
        if (answer instanceof Failed) {
            return answer;
        }
        for (int at = 0; at < samples; at += LONGEST_BLOCK) {
            int count = Math.min(LONGEST_BLOCK, samples - at);
            System.arraycopy(pcm, at, block, 0, count);
            answer = hearBlock(count);
        }
        return answer;
    }

    private Recognition hearBlock(int count) {
        try {
            var vosk = decoder.isPresent() ? decoder.get() : begun();
            int length = sameRate ? count : resampler.resample(block, 0, count, resampled);
            heardSamples += count;
            boolean ended = vosk.acceptWaveForm(sameRate ? block : resampled, length);
            if (ended) {
                partial = "";
                settled.addAll(VoskAnswer.words(vosk.getResult()));
                return VoskAnswer.heard(settled, settled.size());
            }
            var newest = vosk.getPartialResult();
            if (newest.equals(partial)) {
                return answer;
            }
            partial = newest;
            return with(VoskAnswer.partialWords(newest, settledEnd(), heardSamples),
                    settled.size());
        } catch (IOException e) {
            return failed(e);
        }
    }

    private long settledEnd() {
        return settled.isEmpty() ? 0 : settled.getLast().endSample();
    }

    private Recognizer begun() throws IOException {
        var vosk = recognizer.decoder(expected);
        decoder = Optional.of(vosk);
        return vosk;
    }

    private Heard with(List<Word> more, int stableWords) {
        var all = new ArrayList<>(settled);
        all.addAll(more);
        return VoskAnswer.heard(all, stableWords);
    }

    private static Failed failed(IOException e) {
        var what = e instanceof JsonProcessingException
                ? "an answer that is not JSON"
                : e.getMessage();
        return new Failed(new EngineFailure(EngineFailure.Kind.BROKEN, VoskRecognizer.NAME,
                "Vosk gave up: " + what));
    }

    @Override
    public Recognition ifFinished() {
        return answer;
    }

    @Override
    public Recognition finish() {
        var last = answer instanceof Failed ? answer : ended();
        cancel();
        return last;
    }

    private Recognition ended() {
        if (decoder.isEmpty()) {
            return Heard.NOTHING;
        }
        try {
            var all = with(VoskAnswer.words(decoder.get().getFinalResult()), 0);
            return VoskAnswer.heard(all.words(), all.words().size());
        } catch (JsonProcessingException e) {
            return failed(e);
        }
    }

    @Override
    public void cancel() {
        decoder.ifPresent(Recognizer::close);
        decoder = Optional.empty();
        resampler.reset();
        settled.clear();
        heardSamples = 0;
        partial = "";
        answer = Heard.NOTHING;
    }

    @Override
    public void close() {
        cancel();
    }
}
