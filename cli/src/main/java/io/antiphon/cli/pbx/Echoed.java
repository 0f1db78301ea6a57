package io.antiphon.cli.pbx;

import io.antiphon.audio.Pcm;
import io.antiphon.cli.wire.WireMeter;
import io.antiphon.cli.wire.WirePacket;
import io.antiphon.cli.wire.WireRecord;
import io.antiphon.cli.wire.WireTrack;
import java.util.List;

/** What came back of a tone that was sent into a call. */
sealed interface Echoed {

    /** The tone itself, so long after it was sent. */
    record Heard(double afterMs) implements Echoed {}

    /** Sound, but another. */
    record OtherSound() implements Echoed {}

    /** Nothing that an ear would notice. */
    record Silence() implements Echoed {}

    /** Unlike a dial tone, a ringing tone or a voice. */
    double HERTZ = 1_000;

    /** A second of it, at 8 kHz. */
    static short[] tone() {
        var pcm = new short[WireTrack.RATE];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8_000 * Math.sin(2 * Math.PI * HERTZ * i / WireTrack.RATE));
        }
        return pcm;
    }

    /**
     * Listens to a call that was held.
     *
     * @param sentAtMs when the tone began, after the first packet
     */
    static Echoed in(List<WirePacket> packets, double sentAtMs) {
        var record = new WireRecord(packets);
        var from = new WireMeter(record).agentFrom(0, record.durationMs());
        if (from.isEmpty()) {
            return new Silence();
        }
        return isTone(record.agent().samples())
                ? new Heard(Math.max(0, from.getAsDouble() - sentAtMs))
                : new OtherSound();
    }

    /** Whether a tenth of a second in all is our tone and little else. */
    private static boolean isTone(short[] pcm) {
        int window = WireTrack.RATE / 50;
        int tones = 0;
        for (int at = 0; at + window <= pcm.length; at += window) {
            tones += Pcm.levelDb(pcm, at, window) > -45 && share(pcm, at, window) > 0.8 ? 1 : 0;
        }
        return tones >= 5;
    }

    /** How much of the energy lies at our frequency. */
    private static double share(short[] pcm, int from, int count) {
        double in = 0;
        double quadrature = 0;
        double all = 0;
        for (int i = 0; i < count; i++) {
            double phase = 2 * Math.PI * HERTZ * i / WireTrack.RATE;
            in += pcm[from + i] * Math.cos(phase);
            quadrature += pcm[from + i] * Math.sin(phase);
            all += (double) pcm[from + i] * pcm[from + i];
        }
        return all == 0 ? 0 : 2 * (in * in + quadrature * quadrature) / (count * all);
    }
}
