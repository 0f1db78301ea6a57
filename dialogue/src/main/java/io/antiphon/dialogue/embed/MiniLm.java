package io.antiphon.dialogue.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.privacy.Telemetry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The model all-MiniLM-L6-v2, quantised, which comes inside a jar: English sentences in 384 dimensions. Nothing is
 * unpacked or fetched. Any thread may ask, several at once; each does its own sum, and a virtual thread keeps its
 * carrier meanwhile.
 */
public final class MiniLm implements SentenceEmbedder, AutoCloseable {

    private static final String ENGINE = "MiniLM";
    private static final String NETWORK = "/all-minilm-l6-v2-q.onnx";
    private static final String PIECES = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int DIMENSIONS = 384;

    /** What the model was trained to read; some 180 words. */
    private static final int MOST_PIECES = 256;

    private final OrtSession session;
    private final WordPieces pieces;

    /** How opening ended. */
    public sealed interface Opened {

        /** Whoever opened it closes it. */
        record Ready(MiniLm model) implements Opened {}

        /** It cannot be used on this machine. */
        record Refused(EngineFailure failure) implements Opened {}
    }

    private MiniLm(OrtSession session, WordPieces pieces) {
        this.session = session;
        this.pieces = pieces;
    }

    /** Loads and tries the model, on the calling thread, within a second or two: once for the whole process. */
    public static Opened open() {
        Telemetry.off();
        try {
            var model = new MiniLm(session(resource(NETWORK)), pieces());
            var fault = model.fault();
            if (fault.isPresent()) {
                model.close();
            }
            return fault.<Opened>map(MiniLm::refused).orElseGet(() -> new Opened.Ready(model));
        } catch (IOException | OrtException | LinkageError e) {
            return refused("the model of sentences cannot be opened: " + e);
        }
    }

    private static OrtSession session(byte[] network) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            // Sentences are of any length; what was reserved for one would not fit the next.
            options.setMemoryPatternOptimization(false);
            return OrtEnvironment.getEnvironment().createSession(network, options);
        }
    }

    private static WordPieces pieces() throws IOException {
        try (var json = stream(PIECES)) {
            return WordPieces.read(json);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var bytes = stream(name)) {
            return bytes.readAllBytes();
        }
    }

    private static InputStream stream(String name) throws IOException {
        return Optional.ofNullable(MiniLm.class.getResourceAsStream(name))
                .orElseThrow(() -> new FileNotFoundException(name + " is not on the class path"));
    }

    private static Opened refused(String detail) {
        return new Opened.Refused(new EngineFailure(Kind.BROKEN, ENGINE, detail));
    }

    /** What is wrong with the network, found by trying it. */
    private Optional<String> fault() throws OrtException {
        int width = run("a sentence").length;
        return width == DIMENSIONS
                ? Optional.empty()
                : Optional.of("a sentence has " + width + " dimensions, expected " + DIMENSIONS);
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public float[] embed(String text) {
        try {
            return run(text);
        } catch (OrtException e) {
            // It did the same sum when it was opened, with other numbers.
            throw new IllegalStateException("embedding a text of " + text.length() + " characters",
                    e);
        }
    }

    private float[] run(String text) throws OrtException {
        long[] read = pieces.read(text, MOST_PIECES);
        long[] shape = {1, read.length};
        var all = new long[read.length];
        Arrays.fill(all, 1);
        var environment = OrtEnvironment.getEnvironment();
        try (var ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(read), shape);
                var mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(all), shape);
                var first = OnnxTensor.createTensor(environment,
                        LongBuffer.wrap(new long[read.length]), shape);
                var answer = session.run(Map.of("input_ids", ids, "attention_mask", mask,
                        "token_type_ids", first))) {
            var states = (OnnxTensor) answer.get(0);
            return direction(states.getFloatBuffer(), read.length);
        }
    }

    /** The sum over all pieces, which has the mean's direction, brought to length 1. */
    private static float[] direction(FloatBuffer states, int count) {
        var sum = new float[states.remaining() / count];
        for (int i = 0; i < sum.length * count; i++) {
            sum[i % sum.length] += states.get(i);
        }
        double squares = 0;
        for (float value : sum) {
            squares += (double) value * value;
        }
        var length = (float) Math.sqrt(squares);
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    /** Not while somebody asks. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("closing the model of sentences", e);
        }
    }
}
