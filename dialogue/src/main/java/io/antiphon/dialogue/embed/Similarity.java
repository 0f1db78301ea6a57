package io.antiphon.dialogue.embed;

/** How near two vectors are. Any thread. */
public final class Similarity {

    private Similarity() {}

    /** From -1, opposite, to 1, the same direction; 0 where one of them has none. */
    public static double cosine(float[] one, float[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(
                    one.length + " dimensions compared with " + other.length);
        }
        double product = 0;
        double ofOne = 0;
        double ofOther = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            ofOne += (double) one[i] * one[i];
            ofOther += (double) other[i] * other[i];
        }
        double lengths = Math.sqrt(ofOne) * Math.sqrt(ofOther);
        return lengths == 0 ? 0 : Math.clamp(product / lengths, -1, 1);
    }
}
