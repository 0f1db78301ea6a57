package io.antiphon.cli.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class G711Test {

    @Test
    void muLawHasTheValuesOfTheRecommendation() {
        assertEquals(0, G711.decode(G711.PCMU, (byte) 0xff));
        assertEquals(32_124, G711.decode(G711.PCMU, (byte) 0x80));
        assertEquals(-32_124, G711.decode(G711.PCMU, (byte) 0x00));
        assertEquals(8, G711.decode(G711.PCMU, (byte) 0xfe));
    }

    @Test
    void aLawHasTheValuesOfTheRecommendation() {
        assertEquals(8, G711.decode(G711.PCMA, (byte) 0xd5));
        assertEquals(-8, G711.decode(G711.PCMA, (byte) 0x55));
        assertEquals(32_256, G711.decode(G711.PCMA, (byte) 0xaa));
        assertEquals(-32_256, G711.decode(G711.PCMA, (byte) 0x2a));
    }

    @Test
    void everyMuLawValueSurvivesEncoding() {
        for (int code = 0; code < 256; code++) {
            short sample = G711.decode(G711.PCMU, (byte) code);
            assertEquals(sample, G711.decode(G711.PCMU, G711.encodeMu(sample)));
        }
    }
}
