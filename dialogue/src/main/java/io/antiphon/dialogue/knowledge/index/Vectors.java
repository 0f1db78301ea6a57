package io.antiphon.dialogue.knowledge.index;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/** The vectors of a passage's sentences as one row of bytes, as they lie in the index. */
final class Vectors {

    private Vectors() {}

    static BytesRef packed(List<float[]> vectors, int dimensions) {
        var bytes = ByteBuffer.allocate(vectors.size() * dimensions * Float.BYTES);
        for (var vector : vectors) {
            bytes.asFloatBuffer().put(vector);
            bytes.position(bytes.position() + dimensions * Float.BYTES);
        }
        return new BytesRef(bytes.array());
    }

    /** The cosine of one of them and a vector of length 1. */
    static double cosine(BytesRef packed, int number, float[] other) {
        var floats = ByteBuffer.wrap(packed.bytes, packed.offset, packed.length)
                .slice()
                .asFloatBuffer();
        int from = number * other.length;
        double product = 0;
        for (int i = 0; i < other.length; i++) {
            product += floats.get(from + i) * other[i];
        }
        return product;
    }
}
