package io.antiphon.cli.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antiphon.cli.wire.WirePacket.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireRecordTest {

    @Test
    void bothSidesLieOnOneAxis() {
        var record = new WireScene().voice(100, 300)
                .caller(1_000)
                .voice(500, 700)
                .agent(40, 800)
                .record();
        assertEquals(List.of(100, 300), edges(record.caller()));
        assertEquals(List.of(500, 700), edges(record.agent()));
        assertEquals(2, record.stereo().channels().size());
    }

    @Test
    void packetThatComesLateMovesNoSound() {
        var inTime = new WireScene().voice(500, 700).agent(0, 1_000).record();
        var late = new WireScene().voice(500, 700)
                .agent(0, 1_000)
                .delay(Side.AGENT, 26, 60)
                .record();
        assertArrayEquals(inTime.agent().samples(), late.agent().samples());
    }

    @Test
    void lostPacketLeavesAHoleWhereItBelongs() {
        var record = new WireScene().voice(500, 700).agent(0, 1_000).lose(Side.AGENT, 25).record();
        assertEquals(List.of(520, 700), edges(record.agent()));
    }

    @Test
    void callWithoutSoundIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WireRecord(List.of()));
    }

    /** First and last loud millisecond. */
    private static List<Integer> edges(WireTrack track) {
        short[] samples = track.samples();
        int first = samples.length;
        int last = 0;
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > 1_000) {
                first = Math.min(first, i);
                last = i;
            }
        }
        return List.of((int) Math.round(first / 8.0), (int) Math.round((last + 1) / 8.0));
    }
}
