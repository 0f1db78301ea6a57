package io.antiphon.asr.ctc;

import io.antiphon.asr.decode.Decoder;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxStream;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition;
import io.antiphon.speech.Recognition.Failed;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.RecognitionStream;
import java.util.Optional;

/** The ears of one call: front, network and decoder in a row. One thread at a time. */
final class CtcStream implements RecognitionStream {

    private final CtcModel model;
    private final Front front;
    private final OnnxStream network;
    private final Decoder decoder;
    private final Decoder rehearsal;
    private final Front.Steps live = this::live;
    private final Front.Steps rehearsed = this::rehearsed;

    /** First frames of the utterance that are still to come and to be passed over. */
    private int leadIn;
    private Heard heard = Heard.NOTHING;
    private Optional<Failed> failed = Optional.empty();

    CtcStream(CtcModel model) {
        this.model = model;
        front = model.front();
        network = model.shape().open();
        decoder = model.decoder();
        rehearsal = model.decoder();
        leadIn = model.leadIn();
    }

    @Override
    public void expect(ExpectedSpeech expected) {
        decoder.expect(expected);
        if (front.isFresh()) {
            decoder.reset();
        }
    }

    @Override
    public Recognition hear(short[] pcm, int samples) {
        front.hear(pcm, samples, network, live);
        return failed.isPresent() ? failed.get() : heard;
    }

    private void live() {
        step(decoder);
        if (failed.isEmpty()) {
            heard = decoder.heard();
        }
    }

    private void rehearsed() {
        step(rehearsal);
    }

    private void step(Decoder into) {
        if (failed.isPresent()) {
            return;
        }
        try {
            network.step();
            int passed = Math.min(leadIn, model.framesPerStep());
            leadIn -= passed;
            into.hear(model.answer(network, passed), model.framesPerStep() - passed);
        } catch (ModelFault fault) {
            failed = Optional.of(new Failed(new EngineFailure(fault.kind(), CtcRecognizer.NAME,
                    fault.detail())));
        }
    }

    @Override
    public Recognition ifFinished() {
        if (failed.isPresent()) {
            return failed.get();
        }
        if (front.isFresh()) {
            return Heard.NOTHING;
        }
        rehearsal.copyFrom(decoder);
        int leadInBefore = leadIn;
        network.leave();
        front.flush(network, rehearsed);
        network.comeBack();
        leadIn = leadInBefore;
        if (failed.isPresent()) {
            var failure = failed.get();
            failed = Optional.empty();
            return failure;
        }
        return rehearsal.ended();
    }

    @Override
    public Recognition finish() {
        var answer = ifFinished();
        cancel();
        return answer;
    }

    @Override
    public void cancel() {
        front.reset();
        network.reset();
        decoder.reset();
        leadIn = model.leadIn();
        heard = Heard.NOTHING;
        failed = Optional.empty();
    }

    @Override
    public void close() {
        network.close();
    }
}
