package io.antiphon.dialogue.llm.local.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.antiphon.dialogue.llm.local.engine.ModelFault;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.loop.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A TorchScript model whose past is one tensor, {@code [layers, 2, 1, heads, tokens, head]}. Belongs to the thread that
 * loads it.
 */
public final class TorchNetwork implements Network {

    private static final String PYTORCH = "PyTorch";
    private static final int PAST_TOKENS_AXIS = 4;

    /** Before PyTorch starts: no telephoning home, no downloads, and no threads beside the owner. */
    private static final Map<String, String> MANNERS = Map.of("ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true", "DJL_DISABLE_PROGRESS_BAR", "true",
            "ai.djl.pytorch.num_threads", "1", "ai.djl.pytorch.num_interop_threads", "1",
            "ai.djl.pytorch.graph_optimizer", "false");

    private final Model model;
    private final Shape empty;
    private final ParameterStore parameters;

    private TorchNetwork(Model model, Shape empty) {
        this.model = model;
        this.empty = empty;
        this.parameters = new ParameterStore(model.getNDManager(), false);
    }

    /** Loads and tries the model. */
    public static Network load(ModelFolder folder, int vocabulary) throws ModelFault {
        var file = folder.file("torchscript");
        var empty = new Shape(folder.number("layers"), 2, 1, folder.number("kv-heads"), 0,
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
            var loaded = new TorchNetwork(read(file), empty);
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
        try (var nothing = nothing()) {
            var step = nothing.read(new int[]{0, 0});
            try (var past = (TorchPast) step.past()) {
                long layers = past.keys.getShape().get(0);
                if (layers != empty.get(0)) {
                    throw new ModelFault("the model file " + file + " has " + layers
                            + " layers, its settings say " + empty.get(0));
                }
            }
            if (step.scores().length != vocabulary) {
                throw new ModelFault("the model file " + file + " knows " + step.scores().length
                        + " tokens, its tokenizer " + vocabulary);
            }
        } catch (IllegalArgumentException e) {
            throw new ModelFault("the model file " + file + " does not take ids, positions, a mask"
                    + " and one past of " + empty, e);
        }
    }

    private static String cause(Throwable thrown) {
        return thrown.getCause() == null ? thrown.toString() : thrown.getCause().toString();
    }

    @Override
    public Past nothing() {
        return new TorchPast(model.getNDManager().zeros(empty));
    }

    @Override
    public void close() {
        model.close();
    }

    /** Keys and values in a tensor of PyTorch's. */
    private final class TorchPast implements Past {

        private final NDArray keys;

        TorchPast(NDArray keys) {
            keys.attach(model.getNDManager());
            this.keys = keys;
        }

        @Override
        public Step read(int[] tokens) throws ModelFault {
            long before = keys.getShape().get(PAST_TOKENS_AXIS);
            long[] ids = new long[tokens.length];
            long[] positions = new long[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                ids[i] = tokens[i];
                positions[i] = before + i;
            }
            try (var step = model.getNDManager().newSubManager()) {
                var inputs = new NDList(step.create(ids, new Shape(1, ids.length)),
                        step.create(positions, new Shape(1, ids.length)),
                        step.ones(new Shape(1, before + ids.length), DataType.INT64), keys);
                var outputs = model.getBlock().forward(parameters, inputs, false);
                outputs.attach(step);
                float[] scores = outputs.get(0).get(0).get(ids.length - 1).toFloatArray();
                return new Step(scores, new TorchPast(outputs.get(1)));
            } catch (EngineException e) {
                throw new ModelFault("PyTorch failed at a step", e);
            }
        }

        @Override
        public Past beginning(int tokens) throws ModelFault {
            try (var step = model.getNDManager().newSubManager()) {
                var view = keys.get("..., :" + tokens + ", :");
                view.attach(step);
                return new TorchPast(view.duplicate());
            } catch (EngineException e) {
                throw new ModelFault("PyTorch failed at a past", e);
            }
        }

        @Override
        public void close() {
            keys.close();
        }
    }
}
