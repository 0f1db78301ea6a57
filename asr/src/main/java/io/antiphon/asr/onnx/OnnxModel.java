package io.antiphon.asr.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.privacy.Telemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph whose first input is sound or features and whose other inputs are memory, which the outputs
 * behind the first one renew in the same order.
 *
 * <p>Shared by all streams and safe to use from any thread. Each run keeps to the thread that asked for
 * it: the house scales by streams, not by threads within one.
 */
public final class OnnxModel implements AutoCloseable {

    private final OrtSession session;
    private final Path file;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final Map<String, String> about;

    private OnnxModel(OrtSession session, Path file) throws OrtException {
        this.session = session;
        this.file = file;
        inputs = ports(session.getInputInfo());
        outputs = ports(session.getOutputInfo());
        about = Map.copyOf(session.getMetadata().getCustomMetadata());
    }

    /** A named input or output; a dimension that the graph leaves open is negative. */
    public record Port(String name, OnnxJavaType type, List<Long> dimensions) {

        /** The dimensions with every open one closed to 1. */
        long[] shape() {
            return dimensions.stream().mapToLong(size -> Math.max(size, 1)).toArray();
        }

        /** Whether a tensor of this shape may go in. */
        boolean takes(List<Long> shape) {
            boolean fits = shape.size() == dimensions.size();
            for (int i = 0; fits && i < shape.size(); i++) {
                fits = dimensions.get(i) < 0 || dimensions.get(i).equals(shape.get(i));
            }
            return fits;
        }

        @Override
        public String toString() {
            return name + " " + type + dimensions;
        }
    }

    public static OnnxModel open(Path file) throws ModelFault {
        Telemetry.off();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            var session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
            return new OnnxModel(session, file);
        } catch (OrtException e) {
            throw ModelFault.refused(file + " is not a usable ONNX model: " + e.getMessage());
        }
    }

    private static List<Port> ports(Map<String, NodeInfo> nodes) {
        var ports = new ArrayList<Port>();
        for (var node : nodes.values()) {
            if (node.getInfo() instanceof TensorInfo info) {
                var dimensions = new ArrayList<Long>();
                for (long size : info.getShape()) {
                    dimensions.add(size);
                }
                ports.add(new Port(node.getName(), info.type, List.copyOf(dimensions)));
            } else {
                ports.add(new Port(node.getName(), OnnxJavaType.UNKNOWN, List.of()));
            }
        }
        return List.copyOf(ports);
    }

    public List<Port> inputs() {
        return inputs;
    }

    public List<Port> outputs() {
        return outputs;
    }

    /** What the graph says of itself under this key. */
    public Optional<String> about(String key) {
        return Optional.ofNullable(about.get(key));
    }

    /** A positive number that the graph has to know of itself. */
    public int number(String key) throws ModelFault {
        var text = about(key)
                .orElseThrow(() -> fault("has no metadata '" + key + "', expected a number"));
        try {
            int number = Integer.parseInt(text.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw fault("has metadata '" + key + "' = '" + text + "', expected a number");
        }
        throw fault("has metadata '" + key + "' = '" + text + "', expected a number above 0");
    }

    /** A complaint about this file. */
    public ModelFault fault(String complaint) {
        return ModelFault.refused(file + " " + complaint);
    }

    OrtSession session() {
        return session;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("closing " + file, e);
        }
    }
}
