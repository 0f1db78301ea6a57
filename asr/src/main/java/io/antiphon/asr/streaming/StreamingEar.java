package io.antiphon.asr.streaming;

import io.antiphon.asr.decode.Decoder;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxStream;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition;
import io.antiphon.speech.Recognition.Failed;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.RecognitionStream;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/** The ears of one call: front, network and decoder in a row. One thread at a time. */
public final class StreamingEar implements RecognitionStream {

    private final String engine;
    private final Feeding feeding;
    private final int framesPerStep;
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

    /**
     * Makes one.
     *
     * @param engine who is named where something fails
     * @param feeding of a network that answers [1, frames, width]
     * @param decoders makes what reads the answers of one stream
     */
    public StreamingEar(String engine, Feeding feeding, Supplier<Decoder> decoders) {
        this.engine = engine;
        this.feeding = feeding;
        framesPerStep = feeding.shape().answerSize(1);
        front = feeding.fronts().get();
        network = feeding.shape().open();
        decoder = decoders.get();
        rehearsal = decoders.get();
        leadIn = feeding.leadIn();
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
            int passed = Math.min(leadIn, framesPerStep);
            leadIn -= passed;
            into.hear(answer(passed), framesPerStep - passed);
        } catch (ModelFault fault) {
            failed = Optional.of(new Failed(new EngineFailure(fault.kind(), engine,
                    fault.detail())));
        }
    }

    /** What the network answered in its last step, without so many of the first frames. */
    private FloatBuffer answer(int passed) {
        int width = feeding.shape().answerSize(2);
        return passed == 0
                ? network.answer()
                : network.answer().slice(passed * width, (framesPerStep - passed) * width);
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
        leadIn = feeding.leadIn();
        heard = Heard.NOTHING;
        failed = Optional.empty();
    }

    @Override
    public void close() {
        network.close();
        decoder.close();
        rehearsal.close();
    }
}
