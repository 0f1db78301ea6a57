package io.antiphon.asr.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.antiphon.asr.model.ModelFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that remembers nothing, with the shapes in which it is called. Made by trying it once, like
 * {@link OnnxShape}. Shared by all streams.
 */
public final class OnnxFunction {

    private final OnnxModel model;
    private final List<long[]> inputs;
    private final long[] answer;

    private OnnxFunction(OnnxModel model, OnnxJavaType type, List<List<Long>> shapes)
            throws ModelFault {
        this.model = model;
        inputs = shapes.stream()
                .map(shape -> shape.stream().mapToLong(Long::longValue).toArray())
                .toList();
        check(type, shapes);
        answer = tried();
    }

    /** A function of floats in arguments of these shapes. */
    public static OnnxFunction ofFloats(OnnxModel model, List<List<Long>> shapes)
            throws ModelFault {
        return new OnnxFunction(model, OnnxJavaType.FLOAT, shapes);
    }

    /** A function of whole numbers in one argument of this shape. */
    public static OnnxFunction ofNumbers(OnnxModel model, List<Long> shape) throws ModelFault {
        return new OnnxFunction(model, OnnxJavaType.INT64, List.of(shape));
    }

    private void check(OnnxJavaType type, List<List<Long>> shapes) throws ModelFault {
        boolean fits = model.inputs().size() == shapes.size();
        for (int i = 0; fits && i < shapes.size(); i++) {
            var port = model.inputs().get(i);
            fits = port.type() == type && port.takes(shapes.get(i));
        }
        if (!fits) {
            throw model.fault("has the inputs " + model.inputs() + ", expected " + type + " in "
                    + shapes);
        }
    }

    private long[] tried() throws ModelFault {
        try (var owned = new OnnxShape.Tensors()) {
            var zeros = new HashMap<String, OnnxTensor>();
            for (int i = 0; i < inputs.size(); i++) {
                var port = model.inputs().get(i);
                zeros.put(port.name(), owned.zeros(inputs.get(i), port.type()));
            }
            try (OrtSession.Result result = model.session().run(zeros)) {
                if (result.get(0) instanceof OnnxTensor tensor
                        && tensor.getInfo().type == OnnxJavaType.FLOAT) {
                    return tensor.getInfo().getShape();
                }
                throw model.fault("answers with " + result.get(0).getInfo()
                        + ", expected floats");
            }
        } catch (OrtException e) {
            throw model.fault("fails on zeros: " + e.getMessage());
        }
    }

    /** How many numbers an answer has. */
    public int answerSize() {
        return Math.toIntExact(OnnxShape.elements(answer));
    }

    /** The function, to be called in one stream. */
    public OnnxCall open() {
        try {
            return new OnnxCall(this);
        } catch (OrtException e) {
            throw new IllegalStateException("tensors for " + model.file(), e);
        }
    }

    OnnxModel model() {
        return model;
    }

    long[] input(int number) {
        return inputs.get(number).clone();
    }

    long[] answer() {
        return answer.clone();
    }

    /** Calls it with the tensors of one stream. */
    void call(Map<String, OnnxTensor> from, Map<String, OnnxTensor> to) throws ModelFault {
        try (var _ = model.session().run(from, to)) {
            // The answer lies in a tensor of our own.
        } catch (OrtException e) {
            throw ModelFault.broken("a call of " + model.file() + " failed: " + e.getMessage());
        }
    }
}
