package io.antiphon.asr.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.antiphon.asr.model.ModelFault;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function as one stream calls it: its arguments and its answer. No tensor is made or closed after
 * construction. One thread at a time.
 */
public final class OnnxCall implements AutoCloseable {

    private final OnnxFunction function;
    private final OnnxShape.Tensors tensors = new OnnxShape.Tensors();
    private final List<ByteBuffer> arguments = new ArrayList<>();
    private final Map<String, OnnxTensor> from = new HashMap<>();
    private final Map<String, OnnxTensor> to = new HashMap<>();
    private final FloatBuffer answer;

    OnnxCall(OnnxFunction function) throws OrtException {
        this.function = function;
        var model = function.model();
        for (int i = 0; i < model.inputs().size(); i++) {
            var port = model.inputs().get(i);
            var memory = OnnxShape.Tensors.memory(function.input(i), port.type());
            arguments.add(memory);
            from.put(port.name(), tensors.over(memory, function.input(i), port.type()));
        }
        var memory = OnnxShape.Tensors.memory(function.answer(), OnnxJavaType.FLOAT);
        answer = memory.asFloatBuffer();
        to.put(model.outputs().get(0).name(),
                tensors.over(memory, function.answer(), OnnxJavaType.FLOAT));
    }

    /** An argument of floats, to be filled by absolute position. */
    public FloatBuffer floats(int argument) {
        return arguments.get(argument).asFloatBuffer();
    }

    /** An argument of whole numbers, to be filled by absolute position. */
    public LongBuffer numbers(int argument) {
        return arguments.get(argument).asLongBuffer();
    }

    /** Calls the function; what it answers is here until the next call. */
    public FloatBuffer call() throws ModelFault {
        function.call(from, to);
        return answer;
    }

    @Override
    public void close() {
        tensors.close();
    }
}
