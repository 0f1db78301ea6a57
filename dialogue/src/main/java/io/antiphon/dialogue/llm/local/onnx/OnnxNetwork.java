package io.antiphon.dialogue.llm.local.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.loop.Network;
import io.antiphon.privacy.Telemetry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX graph of {@code ids}, {@code positions}, {@code mask} and one {@code past}, {@code [layers, 2, 1, heads,
 * tokens, head]}, to {@code scores} and the {@code present}, which is the past with the tokens behind it. Belongs to
 * the thread that loads it, and runs on no other.
 */
public final class OnnxNetwork implements Network {

    private static final Set<String> INPUTS = Set.of("ids", "positions", "mask", "past");
    private static final Set<String> OUTPUTS = Set.of("scores", "present");

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int layers;
    private final int heads;
    private final int head;
    private final LongBuffer ids;
    private final LongBuffer positions;
    private final LongBuffer mask;

    private OnnxNetwork(OrtSession session, ModelFolder folder) throws ModelFault {
        this.session = session;
        layers = folder.number("layers");
        heads = folder.number("kv-heads");
        head = folder.number("head");
        int context = folder.number("context");
        ids = numbers(context);
        positions = numbers(context);
        mask = numbers(context);
        for (int i = 0; i < context; i++) {
            positions.put(i, i);
            mask.put(i, 1);
        }
    }

    private static LongBuffer numbers(int count) {
        return ByteBuffer.allocateDirect(count * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    /** Loads and tries the graph. */
    public static Network load(ModelFolder folder, int vocabulary) throws ModelFault {
        var file = folder.file("onnx");
        OrtSession session;
        try {
            session = session(file);
        } catch (OrtException e) {
            throw new ModelFault("the model file " + file
                    + " is no graph that ONNX Runtime reads: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new ModelFault("ONNX Runtime does not start on this machine: " + e, e);
        }
        try {
            var network = new OnnxNetwork(session, folder);
            network.tryOut(file, vocabulary);
            return network;
        } catch (ModelFault e) {
            close(session);
            throw e;
        }
    }

    private static OrtSession session(Path file) throws OrtException {
        Telemetry.off();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            // The past grows with each token; what was reserved for one would not fit the next.
            options.setMemoryPatternOptimization(false);
            return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
        }
    }

    private void tryOut(Path file, int vocabulary) throws ModelFault {
        if (!session.getInputNames().equals(INPUTS) || !session.getOutputNames().equals(OUTPUTS)) {
            throw new ModelFault("the model file " + file + " takes " + session.getInputNames()
                    + " to " + session.getOutputNames() + ", expected ids, positions, mask, past to"
                    + " scores, present");
        }
        checkPast(file);
        try (var nothing = nothing()) {
            var step = nothing.read(new int[]{0, 0});
            step.past().close();
            if (step.scores().length != vocabulary) {
                throw new ModelFault("the model file " + file + " knows " + step.scores().length
                        + " tokens, its tokenizer " + vocabulary);
            }
        }
    }

    private void checkPast(Path file) throws ModelFault {
        try {
            long[] past = Optional.ofNullable(session.getInputInfo().get("past"))
                    .map(NodeInfo::getInfo)
                    .filter(TensorInfo.class::isInstance)
                    .map(info -> ((TensorInfo) info).getShape())
                    .orElse(new long[0]);
            if (past.length != shape(0).length) {
                throw new ModelFault("the model file " + file + " has a past of " + past.length
                        + " dimensions, expected layers, 2, 1, heads, tokens, head");
            }
            if (past[0] != layers) {
                throw new ModelFault("the model file " + file + " has " + past[0]
                        + " layers, its settings say " + layers);
            }
        } catch (OrtException e) {
            throw new ModelFault("the model file " + file + " does not say what it takes", e);
        }
    }

    private long[] shape(int tokens) {
        return new long[]{layers, 2, 1, heads, tokens, head};
    }

    @Override
    public Past nothing() {
        try {
            return past(FloatBuffer.allocate(0), 0);
        } catch (OrtException e) {
            throw new IllegalStateException("a tensor without numbers", e);
        }
    }

    @Override
    public void close() {
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("closing a language model", e);
        }
    }

    /** Reads some more tokens behind those that {@code past} holds. */
    private Step step(OnnxTensor past, int before, int[] tokens) throws ModelFault {
        for (int i = 0; i < tokens.length; i++) {
            ids.put(i, tokens[i]);
        }
        int whole = before + tokens.length;
        try (var known = tensor(ids, 0, tokens.length);
                var places = tensor(positions, before, tokens.length);
                var all = tensor(mask, 0, whole)) {
            var result = session.run(
                    Map.of("ids", known, "positions", places, "mask", all, "past", past));
            var scores = answer(result, "scores").getFloatBuffer();
            var last = new float[scores.remaining() / tokens.length];
            scores.get(scores.limit() - last.length, last);
            return new Step(last, new OnnxPast(answer(result, "present"), whole, result::close));
        } catch (OrtException e) {
            throw new ModelFault("ONNX Runtime failed at a step: " + e.getMessage(), e);
        }
    }

    private static OnnxTensor answer(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    private Past past(FloatBuffer numbers, int tokens) throws OrtException {
        var keys = OnnxTensor.createTensor(environment, numbers, shape(tokens));
        return new OnnxPast(keys, tokens, keys::close);
    }

    /** Over our own memory; nothing is copied. */
    private OnnxTensor tensor(LongBuffer numbers, int from, int count) throws OrtException {
        return OnnxTensor.createTensor(environment, numbers.slice(from, count),
                new long[]{1, count});
    }

    /** The beginning of each row of tokens, of which there is one for each layer, head, key and value. */
    private Past beginning(OnnxTensor past, int before, int tokens) throws ModelFault {
        var all = past.getFloatBuffer();
        var kept = FloatBuffer.allocate(layers * 2 * heads * tokens * head);
        for (int row = 0; row < layers * 2 * heads; row++) {
            kept.put(row * tokens * head, all, row * before * head, tokens * head);
        }
        try {
            return past(kept, tokens);
        } catch (OrtException e) {
            throw new ModelFault("ONNX Runtime failed at a past: " + e.getMessage(), e);
        }
    }

    /** Keys and values in a tensor of ONNX Runtime's; one that a step made is given back with the step's answer. */
    private final class OnnxPast implements Past {

        private final OnnxTensor keys;
        private final int tokens;
        private final Runnable giveBack;

        OnnxPast(OnnxTensor keys, int tokens, Runnable giveBack) {
            this.keys = keys;
            this.tokens = tokens;
            this.giveBack = giveBack;
        }

        @Override
        public Step read(int[] more) throws ModelFault {
            return step(keys, tokens, more);
        }

        @Override
        public Past beginning(int first) throws ModelFault {
            return OnnxNetwork.this.beginning(keys, tokens, first);
        }

        @Override
        public void close() {
            giveBack.run();
        }
    }
}
