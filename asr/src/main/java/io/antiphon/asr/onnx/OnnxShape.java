package io.antiphon.asr.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.antiphon.asr.model.ModelFault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How streams of one model look: the shape of a step's input and answer, and what they remember. Made by
 * trying the model once, so a graph that cannot run is found when it is loaded and not in a call.
 */
public final class OnnxShape {

    private final OnnxModel model;
    private final OnnxJavaType kind;
    private final long[] input;
    private final Map<String, Long> constants;
    private final List<OnnxModel.Port> states;
    private final long[] answer;

    /**
     * Tries a step with nothing but zeros.
     *
     * @param input shape of the first input in every step, which is of floats
     * @param constants values of integer inputs that are neither sound nor memory, by name
     */
    public OnnxShape(OnnxModel model, List<Long> input, Map<String, Long> constants)
            throws ModelFault {
        this(model, OnnxJavaType.FLOAT, input, constants);
    }

    /** A model whose first input is of 32-bit integers: plain samples. */
    public static OnnxShape ofSamples(OnnxModel model, List<Long> input) throws ModelFault {
        return new OnnxShape(model, OnnxJavaType.INT32, input, Map.of());
    }

    private OnnxShape(OnnxModel model, OnnxJavaType kind, List<Long> input,
            Map<String, Long> constants) throws ModelFault {
        this.model = model;
        this.kind = kind;
        this.input = input.stream().mapToLong(Long::longValue).toArray();
        this.constants = Map.copyOf(constants);
        states = model.inputs()
                .stream()
                .skip(1)
                .filter(port -> !constants.containsKey(port.name()))
                .toList();
        check();
        answer = tried();
    }

    private void check() throws ModelFault {
        var first = model.inputs().isEmpty() ? "nothing" : model.inputs().get(0).toString();
        if (model.inputs().isEmpty() || model.inputs().get(0).type() != kind
                || model.inputs().get(0).dimensions().size() != input.length) {
            throw model.fault("has the first input " + first + ", expected " + kind + " in "
                    + input.length + " dimensions");
        }
        if (model.outputs().size() != states.size() + 1) {
            throw model.fault("has " + states.size() + " state inputs but "
                    + (model.outputs().size() - 1) + " state outputs");
        }
        for (int i = 0; i < states.size(); i++) {
            var before = states.get(i);
            var after = model.outputs().get(i + 1);
            if (before.type() != after.type()
                    || before.dimensions().size() != after.dimensions().size()) {
                throw model.fault("does not renew the state " + before + ": the output in its "
                        + "place is " + after);
            }
        }
    }

    private long[] tried() throws ModelFault {
        var inputs = new HashMap<String, OnnxTensor>();
        try (var owned = new Tensors()) {
            inputs.put(model.inputs().get(0).name(), owned.zeros(input, kind));
            putConstants(inputs, owned);
            for (var state : states) {
                inputs.put(state.name(), owned.zeros(state.shape(), state.type()));
            }
            try (OrtSession.Result result = model.session().run(inputs)) {
                return shapes(result).get(0);
            }
        } catch (OrtException e) {
            throw model.fault("fails on silence: " + e.getMessage());
        }
    }

    private List<long[]> shapes(OrtSession.Result result) throws ModelFault {
        var shapes = new ArrayList<long[]>();
        for (int i = 0; i < result.size(); i++) {
            if (!(result.get(i) instanceof OnnxTensor tensor)) {
                throw model.fault("answers with something that is not a tensor");
            }
            shapes.add(tensor.getInfo().getShape());
            if (i == 0 && tensor.getInfo().type != OnnxJavaType.FLOAT) {
                throw model.fault("answers with " + tensor.getInfo().type + ", expected floats");
            }
            if (i > 0 && elements(shapes.get(i)) != elements(states.get(i - 1).shape())) {
                throw model.fault("changes the size of its state " + states.get(i - 1));
            }
        }
        return shapes;
    }

    void putConstants(Map<String, OnnxTensor> inputs, Tensors owned) throws OrtException {
        for (var port : model.inputs()) {
            var value = constants.get(port.name());
            if (value != null) {
                inputs.put(port.name(), owned.constant(port.shape(), value));
            }
        }
    }

    OnnxModel model() {
        return model;
    }

    List<OnnxModel.Port> states() {
        return states;
    }

    OnnxJavaType kind() {
        return kind;
    }

    long[] input() {
        return input.clone();
    }

    long[] answer() {
        return answer.clone();
    }

    /** Size of one dimension of the answer. */
    public int answerSize(int dimension) {
        return (int) answer[dimension];
    }

    /** How many dimensions the answer has. */
    public int answerDimensions() {
        return answer.length;
    }

    public OnnxStream open() {
        try {
            return new OnnxStream(this);
        } catch (OrtException e) {
            throw new IllegalStateException("tensors for " + model.file(), e);
        }
    }

    static long elements(long[] shape) {
        long elements = 1;
        for (long size : shape) {
            elements *= size;
        }
        return elements;
    }

    /** Tensors over memory of our own, closed together. */
    static final class Tensors implements AutoCloseable {

        private final List<OnnxTensor> tensors = new ArrayList<>();

        OnnxTensor zeros(long[] shape, OnnxJavaType type) throws OrtException {
            return over(memory(shape, type), shape, type);
        }

        OnnxTensor over(ByteBuffer memory, long[] shape, OnnxJavaType type) throws OrtException {
            var tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, shape,
                    type);
            tensors.add(tensor);
            return tensor;
        }

        OnnxTensor constant(long[] shape, long value) throws OrtException {
            var memory = memory(shape, OnnxJavaType.INT64);
            memory.putLong(0, value);
            return over(memory, shape, OnnxJavaType.INT64);
        }

        static ByteBuffer memory(long[] shape, OnnxJavaType type) {
            return ByteBuffer.allocateDirect(Math.toIntExact(elements(shape) * type.size))
                    .order(ByteOrder.nativeOrder());
        }

        @Override
        public void close() {
            tensors.forEach(OnnxTensor::close);
            tensors.clear();
        }
    }
}
