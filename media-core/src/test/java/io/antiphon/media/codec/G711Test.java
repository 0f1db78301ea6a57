package io.antiphon.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class G711Test {

    @Test
    void everyMuLawCodeStandsForTheValueOfTheRecommendation() {
        for (int code = 0; code < 256; code++) {
            int segment = 7 - ((code >> 4) & 7);
            int step = 15 - (code & 15);
            // Table 2a at 14 bits: steps double from segment to segment, around 33.
            int magnitude = ((2 * step + 33) * (1 << segment) - 33) * 4;
            int expected = code < 128 ? -magnitude : magnitude;
            assertEquals(expected, G711.MU_LAW.decode((byte) code), "code " + code);
        }
    }

    @Test
    void everyALawCodeStandsForTheValueOfTheRecommendation() {
        for (int code = 0; code < 256; code++) {
            int bits = code ^ 0x55;
            int segment = (bits >> 4) & 7;
            int step = bits & 15;
            // Table 1a at 13 bits: the first two segments have the same step.
            int magnitude = segment == 0 ? 2 * step + 1 : (2 * step + 33) * (1 << (segment - 1));
            int expected = (bits & 0x80) == 0 ? -8 * magnitude : 8 * magnitude;
            assertEquals(expected, G711.A_LAW.decode((byte) code), "code " + code);
        }
    }

    @Test
    void everySampleLiesBetweenTheDecisionValuesOfItsMuLawCode() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int bits = ~G711.MU_LAW.encode((short) sample) & 0xff;
            assertEquals(sample < 0, (bits & 0x80) != 0, "sign of " + sample);
            int magnitude = Math.abs(sample) / 4;
            int last = bits & 0x7f;
            assertTrue(muDecision(last) <= magnitude, "below " + sample);
            assertTrue(last == 127 || magnitude < muDecision(last + 1), "above " + sample);
        }
    }

    /** Table 2a at 14 bits: from which magnitude on a code is used. */
    private static int muDecision(int step) {
        return Math.max(0, (16 + (step & 15)) * (2 << (step >> 4)) - 33);
    }

    @Test
    void everySampleLiesBetweenTheDecisionValuesOfItsALawCode() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int bits = (G711.A_LAW.encode((short) sample) ^ 0x55) & 0xff;
            assertEquals(sample >= 0, (bits & 0x80) != 0, "sign of " + sample);
            int magnitude = Math.abs(sample) / 8;
            int last = bits & 0x7f;
            assertTrue(aDecision(last) <= magnitude, "below " + sample);
            assertTrue(last == 127 || magnitude < aDecision(last + 1), "above " + sample);
        }
    }

    /** Table 1a at 13 bits. */
    private static int aDecision(int step) {
        return step < 16 ? 2 * step : (16 + (step & 15)) * (1 << (step >> 4));
    }

    @Test
    void everyCodeSurvivesButTheNegativeZeroOfMuLaw() {
        for (int code = 0; code < 256; code++) {
            assertEquals((byte) code, G711.A_LAW.encode(G711.A_LAW.decode((byte) code)));
            int expected = code == 0x7f ? 0xff : code;
            assertEquals((byte) expected, G711.MU_LAW.encode(G711.MU_LAW.decode((byte) code)));
        }
    }

    @Test
    void extremesHaveTheirKnownCodes() {
        assertEquals((byte) 0xff, G711.MU_LAW.encode((short) 0));
        assertEquals((byte) 0x80, G711.MU_LAW.encode(Short.MAX_VALUE));
        assertEquals((byte) 0x00, G711.MU_LAW.encode(Short.MIN_VALUE));
        assertEquals((byte) 0xd5, G711.A_LAW.encode((short) 0));
        assertEquals((byte) 0x55, G711.A_LAW.encode((short) -1));
        assertEquals((byte) 0xaa, G711.A_LAW.encode(Short.MAX_VALUE));
        assertEquals((byte) 0x2a, G711.A_LAW.encode(Short.MIN_VALUE));
    }
}
