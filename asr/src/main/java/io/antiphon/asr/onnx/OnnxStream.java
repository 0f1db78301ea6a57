package io.antiphon.asr.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.antiphon.asr.model.ModelFault;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One stream through a model: its memory, and the next step's input and answer.
 *
 * <p>Memory lies in three places of our own. A step reads it from one and writes it to another; between
 * {@link #leave} and {@link #comeBack} steps write only to the other two, so coming back costs nothing. No
 * tensor is made or closed after construction. One thread at a time.
 */
public final class OnnxStream implements AutoCloseable {

    private static final int PLACES = 3;

    private final OnnxShape shape;
    private final OnnxShape.Tensors tensors = new OnnxShape.Tensors();
    private final FloatBuffer input;
    private final IntBuffer samples;
    private final FloatBuffer answer;
    private final List<List<ByteBuffer>> memory = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> reads = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> writes = new ArrayList<>();
    private int now;
    private int home = -1;

    OnnxStream(OnnxShape shape) throws OrtException {
        this.shape = shape;
        var model = shape.model();
        var inputMemory = OnnxShape.Tensors.memory(shape.input(), shape.kind());
        var answerMemory = OnnxShape.Tensors.memory(shape.answer(), OnnxJavaType.FLOAT);
        input = inputMemory.asFloatBuffer();
        samples = inputMemory.asIntBuffer();
        answer = answerMemory.asFloatBuffer();
        var always = new HashMap<String, OnnxTensor>();
        always.put(model.inputs().get(0).name(),
                tensors.over(inputMemory, shape.input(), shape.kind()));
        shape.putConstants(always, tensors);
        var answerTensor = tensors.over(answerMemory, shape.answer(), OnnxJavaType.FLOAT);
        for (int place = 0; place < PLACES; place++) {
            var read = new HashMap<>(always);
            var write = new HashMap<String, OnnxTensor>();
            write.put(model.outputs().get(0).name(), answerTensor);
            memory.add(place(read, write));
            reads.add(read);
            writes.add(write);
        }
    }

    private List<ByteBuffer> place(Map<String, OnnxTensor> read, Map<String, OnnxTensor> write)
            throws OrtException {
        var buffers = new ArrayList<ByteBuffer>();
        for (int i = 0; i < shape.states().size(); i++) {
            var state = shape.states().get(i);
            var buffer = OnnxShape.Tensors.memory(state.shape(), state.type());
            var tensor = tensors.over(buffer, state.shape(), state.type());
            read.put(state.name(), tensor);
            write.put(shape.model().outputs().get(i + 1).name(), tensor);
            buffers.add(buffer);
        }
        return buffers;
    }

    /** To be filled before each {@link #step}, by absolute position. */
    public FloatBuffer input() {
        return input;
    }

    /** The same, for a model that takes plain samples. */
    public IntBuffer samples() {
        return samples;
    }

    /** What the last {@link #step} answered, until the next one. */
    public FloatBuffer answer() {
        return answer;
    }

    /** Runs the model on the input. */
    public void step() throws ModelFault {
        int next = (now + 1) % PLACES;
        if (next == home) {
            next = (next + 1) % PLACES;
        }
        try (var _ = shape.model().session().run(reads.get(now), writes.get(next))) {
            now = next;
        } catch (OrtException e) {
            throw ModelFault.broken("a step of " + shape.model().file() + " failed: "
                    + e.getMessage());
        }
    }

    /** From here on steps are only an excursion. */
    public void leave() {
        if (home >= 0) {
            throw new IllegalStateException("already on an excursion");
        }
        home = now;
    }

    /** Forgets every step since {@link #leave}. */
    public void comeBack() {
        now = home;
        home = -1;
    }

    /** Forgets everything. */
    public void reset() {
        home = -1;
        for (var buffer : memory.get(now)) {
            MemorySegment.ofBuffer(buffer).fill((byte) 0);
        }
    }

    @Override
    public void close() {
        tensors.close();
    }
}
