package io.antiphon.asr.ctc;

import io.antiphon.asr.features.LogMel;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxStream;
import io.antiphon.fault.EngineFailure;
import io.antiphon.speech.Recognition;
import io.antiphon.speech.Recognition.Failed;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.RecognitionStream;
import java.nio.FloatBuffer;
import java.util.Optional;

/** The ears of one call: features, network and decoder in a row. One thread at a time. */
final class CtcStream implements RecognitionStream {

    private final CtcModel model;
    private final LogMel features = new LogMel();
    private final LogMel.Sink sink = this::take;
    private final OnnxStream network;
    private final Decoder decoder;
    private final Decoder rehearsal;
    private final Quiet quiet = new Quiet();

    /** Frames that wait for the next step. */
    private final float[] waiting;
    private int frames;
    private boolean anything;
    private Heard heard = Heard.NOTHING;
    private Optional<Failed> failed = Optional.empty();

    CtcStream(CtcModel model, CtcSettings settings) {
        this.model = model;
        network = model.shape().open();
        decoder = model.decoder(settings);
        rehearsal = model.decoder(settings);
        waiting = new float[model.step() * LogMel.BINS];
    }

    @Override
    public Recognition hear(short[] pcm, int samples) {
        features.hear(pcm, samples, sink);
        return failed.isPresent() ? failed.get() : heard;
    }

    private void take(float[] frame) {
        if (failed.isPresent()) {
            return;
        }
        anything = true;
        quiet.hear(frame);
        System.arraycopy(frame, 0, waiting, frames * LogMel.BINS, LogMel.BINS);
        frames++;
        if (frames == model.step()) {
            network.input().put(0, waiting);
            step(decoder);
            heard = decoder.heard();
            moveOn();
        }
    }

    private void moveOn() {
        frames -= model.advance();
        System.arraycopy(waiting, model.advance() * LogMel.BINS, waiting, 0,
                frames * LogMel.BINS);
    }

    private void step(Decoder into) {
        try {
            network.step();
            into.hear(network.answer(), model.framesPerStep());
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
        if (!anything) {
            return Heard.NOTHING;
        }
        rehearsal.copyFrom(decoder);
        network.leave();
        flush(rehearsal);
        network.comeBack();
        if (failed.isPresent()) {
            var failure = failed.get();
            failed = Optional.empty();
            return failure;
        }
        return rehearsal.ended();
    }

    /** Feeds what waits, and then quiet until the network has named all that it heard. */
    private void flush(Decoder into) {
        int left = frames + model.lookAhead();
        for (int from = 0; left > 0 && failed.isEmpty(); from += model.advance()) {
            fill(network.input(), from);
            step(into);
            left -= model.advance();
        }
    }

    private void fill(FloatBuffer input, int from) {
        int real = Math.max(0, Math.min(model.step(), frames - from));
        input.put(0, waiting, from * LogMel.BINS * Integer.signum(real), real * LogMel.BINS);
        for (int i = real; i < model.step(); i++) {
            quiet.fill(input, i * LogMel.BINS);
        }
    }

    @Override
    public Recognition finish() {
        var answer = ifFinished();
        cancel();
        return answer;
    }

    @Override
    public void cancel() {
        features.reset();
        network.reset();
        decoder.reset();
        quiet.reset();
        frames = 0;
        anything = false;
        heard = Heard.NOTHING;
        failed = Optional.empty();
    }

    @Override
    public void close() {
        network.close();
    }
}
