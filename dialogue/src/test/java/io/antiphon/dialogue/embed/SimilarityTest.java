package io.antiphon.dialogue.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SimilarityTest {

    @Test
    void lengthDoesNotMatter() {
        assertEquals(1, Similarity.cosine(new float[]{3, 4}, new float[]{6, 8}), 1e-9);
    }

    @Test
    void whatStandsSquareHasNothingInCommon() {
        assertEquals(0, Similarity.cosine(new float[]{1, 0}, new float[]{0, 1}), 1e-9);
    }

    @Test
    void nothingIsNearToNothing() {
        assertEquals(0, Similarity.cosine(new float[]{0, 0}, new float[]{1, 0}));
    }

    @Test
    void vectorsOfTwoModelsAreNotCompared() {
        assertThrows(IllegalArgumentException.class,
                () -> Similarity.cosine(new float[1], new float[2]));
    }
}
