package io.antiphon.dialogue.llm.local.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A TorchScript model whose past is one tensor, {@code [layers, 2, 1, heads, tokens, head]}. Belongs to the thread that
 * loads it.
 */
final class TorchModel implements AutoCloseable {

    private static final String PYTORCH = "PyTorch";
    private static final int PAST_TOKENS_AXIS = 4;

    /** Before PyTorch starts: no telephoning home, no downloads, and no threads beside the owner. */
    private static final Map<String, String> MANNERS = Map.of("ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true", "DJL_DISABLE_PROGRESS_BAR", "true",
            "ai.djl.pytorch.num_threads", "1", "ai.djl.pytorch.num_interop_threads", "1",
            "ai.djl.pytorch.graph_optimizer", "false");

    private final Model model;
    private final Shape nothing;
    private final ParameterStore parameters;

    /** The scores of the token behind the last one, and all keys and values so far. */
    static final class Step {

        private final float[] scores;
        private final NDArray past;

        private Step(float[] scores, NDArray past) {
            this.scores = scores;
            this.past = past;
        }

        /** The reader's to keep. */
        float[] scores() {
            return scores;
        }

        NDArray past() {
            return past;
        }
    }

    private TorchModel(Model model, Shape nothing) {
        this.model = model;
        this.nothing = nothing;
        this.parameters = new ParameterStore(model.getNDManager(), false);
    }

    /** Loads and tries the model. */
    static TorchModel load(ModelFolder folder, int vocabulary) throws ModelFault {
        var file = folder.file("torchscript");
        var nothing = new Shape(folder.number("layers"), 2, 1, folder.number("kv-heads"), 0,
                folder.number("head"));
        MANNERS.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
        try {
            Engine.getEngine(PYTORCH);
            // Otherwise PyTorch compiles anew for each length of the past. A setting of this thread.
            JniUtils.setGraphExecutorOptimize(false);
            var loaded = new TorchModel(read(file), nothing);
            loaded.tryOut(file, vocabulary);
            return loaded;
        } catch (LinkageError | EngineException e) {
            throw new ModelFault("PyTorch does not start on this machine: " + cause(e), e);
        }
    }

    private static Model read(Path file) throws ModelFault {
        var model = Model.newInstance("language-model", Device.cpu(), PYTORCH);
        try {
            model.load(file.toAbsolutePath().getParent(), String.valueOf(file.getFileName()));
            return model;
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new ModelFault("the model file " + file + " is no TorchScript that PyTorch reads",
                    e);
        }
    }

    private void tryOut(Path file, int vocabulary) throws ModelFault {
        try (var manager = manager()) {
            var step = read(new int[]{0, 0}, past(manager), manager);
            if (step.past().getShape().get(0) != nothing.get(0)) {
                throw new ModelFault(
                        "the model file " + file + " has " + step.past().getShape().get(0)
                                + " layers, its settings say " + nothing.get(0));
            }
            if (step.scores().length != vocabulary) {
                throw new ModelFault("the model file " + file + " knows " + step.scores().length
                        + " tokens, its tokenizer " + vocabulary);
            }
        } catch (EngineException | IllegalArgumentException e) {
            throw new ModelFault("the model file " + file + " does not take ids, positions, a mask"
                    + " and one past of " + nothing, e);
        }
    }

    private static String cause(Throwable thrown) {
        return thrown.getCause() == null ? thrown.toString() : thrown.getCause().toString();
    }

    /** Whatever is made with it ends with it. */
    NDManager manager() {
        return model.getNDManager().newSubManager();
    }

    /** The past of an empty conversation. */
    NDArray past(NDManager manager) {
        return manager.zeros(nothing);
    }

    /** Reads some more tokens. The new past belongs to {@code keeper}; the old one stays whose it is. */
    Step read(int[] tokens, NDArray past, NDManager keeper) {
        long before = past.getShape().get(PAST_TOKENS_AXIS);
        long[] ids = new long[tokens.length];
        long[] positions = new long[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            ids[i] = tokens[i];
            positions[i] = before + i;
        }
        try (var step = manager()) {
            var inputs = new NDList(step.create(ids, new Shape(1, ids.length)),
                    step.create(positions, new Shape(1, ids.length)),
                    step.ones(new Shape(1, before + ids.length), DataType.INT64),
                    past);
            var outputs = model.getBlock().forward(parameters, inputs, false);
            outputs.attach(step);
            float[] scores = outputs.get(0).get(0).get(ids.length - 1).toFloatArray();
            var present = outputs.get(1);
            present.attach(keeper);
            return new Step(scores, present);
        }
    }

    /** The beginning of a past: what the first tokens left behind. */
    NDArray beginning(NDArray past, int tokens, NDManager keeper) {
        try (var step = manager()) {
            var view = past.get("..., :" + tokens + ", :");
            view.attach(step);
            var copy = view.duplicate();
            copy.attach(keeper);
            return copy;
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
