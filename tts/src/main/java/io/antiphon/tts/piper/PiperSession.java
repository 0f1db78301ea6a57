package io.antiphon.tts.piper;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.antiphon.privacy.Telemetry;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One graph of a Piper voice, run on one core. Read-only once it is open: any number of threads may run it. */
final class PiperSession implements AutoCloseable {

    static final Set<String> TEXT_INPUTS = Set.of("input", "input_lengths", "scales");

    /** What came out, by name. */
    record Outputs(Map<String, Tensor> tensors) {

        /** An output, or one without a value if the graph has none of that name. */
        Tensor of(String name) {
            return tensors.getOrDefault(name, Tensor.NONE);
        }

        /** What is neither of these: durations go by many names. */
        Tensor otherThan(List<String> names) {
            return tensors.entrySet()
                    .stream()
                    .filter(output -> !names.contains(output.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Tensor.NONE);
        }
    }

    /** Numbers and the last axis of their shape. Nobody changes the array. */
    static final class Tensor {

        static final Tensor NONE = new Tensor(new float[0], 0);

        private final float[] values;
        private final int columns;

        Tensor(float[] values, int columns) {
            this.values = values;
            this.columns = columns;
        }

        float[] values() {
            return values;
        }

        int columns() {
            return columns;
        }

        /** Columns from {@code from} to before {@code to} of a matrix. */
        Tensor columns(int from, int to) {
            int rows = values.length / Math.max(1, columns);
            var part = new float[rows * (to - from)];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(values, row * columns + from, part, row * (to - from), to - from);
            }
            return new Tensor(part, to - from);
        }
    }

    private final OrtSession session;

    private PiperSession(OrtSession session) {
        this.session = session;
    }

    /** Opens a graph and sees that it has the inputs and outputs; an {@link IOException} names the file. */
    static PiperSession open(Path model, Set<String> inputs, Set<String> outputs)
            throws IOException {
        if (!Files.isReadable(model)) {
            throw new IOException(model + ": no such file, or not readable");
        }
        Telemetry.off();
        try (var options = new OrtSession.SessionOptions()) {
            // Streams scale, not threads; and lengths vary from run to run, which arenas answer by growing.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            var session = OrtEnvironment.getEnvironment().createSession(model.toString(), options);
            if (!session.getInputNames().containsAll(inputs)
                    || !session.getOutputNames().containsAll(outputs)) {
                String found = session.getInputNames() + " and " + session.getOutputNames();
                session.close();
                throw new IOException(model + ": expected the inputs " + inputs
                        + " and the outputs " + outputs + ", found " + found);
            }
            return new PiperSession(session);
        } catch (OrtException e) {
            throw new IOException(
                    model + ": not a model that ONNX Runtime can load: " + e.getMessage(), e);
        }
    }

    boolean hasInput(String name) {
        return session.getInputNames().contains(name);
    }

    /** Runs a graph that reads ids. */
    Outputs ofIds(long[] ids, PiperConfig.Scales scales) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        var numbers = new float[]{scales.noise(), scales.length(), scales.noiseWidth()};
        try (var input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids),
                new long[]{1, ids.length});
                var lengths = OnnxTensor.createTensor(environment,
                        LongBuffer.wrap(new long[]{ids.length}), new long[]{1});
                var scale = OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers),
                        new long[]{3});
                var speaker = OnnxTensor.createTensor(environment,
                        LongBuffer.wrap(new long[]{0}), new long[]{1})) {
            var inputs = new HashMap<>(
                    Map.of("input", input, "input_lengths", lengths, "scales", scale));
            if (hasInput("sid")) {
                inputs.put("sid", speaker);
            }
            return run(inputs);
        }
    }

    /** Runs the second half of a voice on some columns of what the first half gave. */
    Outputs ofColumns(Tensor z, Tensor mask) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        int columns = z.columns();
        try (var features = OnnxTensor.createTensor(environment, FloatBuffer.wrap(z.values()),
                new long[]{1, z.values().length / columns, columns});
                var masks = OnnxTensor.createTensor(environment, FloatBuffer.wrap(mask.values()),
                        new long[]{1, 1, columns})) {
            return run(Map.of("z", features, "y_mask", masks));
        }
    }

    private Outputs run(Map<String, OnnxTensor> inputs) throws OrtException {
        var tensors = new HashMap<String, Tensor>();
        try (var result = session.run(inputs)) {
            for (var output : result) {
                if (output.getValue() instanceof OnnxTensor tensor) {
                    tensors.put(output.getKey(), read(output.getKey(), tensor));
                }
            }
        }
        return new Outputs(tensors);
    }

    private Tensor read(String name, OnnxTensor tensor) throws OrtException {
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer == null) {
            NodeInfo info = session.getOutputInfo().get(name);
            throw new OrtException("output \"" + name + "\": expected float32, found "
                    + (info == null ? "nothing" : info.getInfo()));
        }
        var values = new float[buffer.remaining()];
        buffer.get(values);
        long[] shape = tensor.getInfo().getShape();
        return new Tensor(values, shape.length == 0 ? 1 : (int) shape[shape.length - 1]);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a graph does not close", e);
        }
    }
}
