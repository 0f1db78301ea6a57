package io.antiphon.asr.transducer;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.onnx.OnnxCall;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Decoder and joiner as one stream calls them. One thread at a time.
 *
 * <p>One reading at a time: in networks of whole numbers, what is said of one would depend a little on which others
 * are asked about in the same call.
 */
final class Joint implements AutoCloseable {

    private final OnnxCall telling;
    private final OnnxCall joining;
    private final List<Long> beginning;
    private final long[] context;

    Joint(OnnxCall telling, OnnxCall joining, List<Long> beginning) {
        this.telling = telling;
        this.joining = joining;
        this.beginning = beginning;
        context = new long[beginning.size()];
    }

    /** What the decoder makes of the last pieces. */
    Told told(Pieces last) throws ModelFault {
        int place = context.length;
        for (var at = last; place > 0 && at.before() != null; at = at.before()) {
            context[--place] = at.piece();
        }
        for (int from = beginning.size(); place > 0;) {
            context[--place] = beginning.get(--from);
        }
        telling.numbers(0).put(0, context);
        return Told.of(telling.call());
    }

    /** Fills in how likely each symbol is in a frame of the encoder, in nats, up to a constant. */
    void join(FloatBuffer frame, Told told, float[] likely) throws ModelFault {
        joining.floats(0).put(0, frame, 0, frame.capacity());
        told.putInto(joining.floats(1));
        joining.call().get(0, likely);
    }

    @Override
    public void close() {
        telling.close();
        joining.close();
    }
}
