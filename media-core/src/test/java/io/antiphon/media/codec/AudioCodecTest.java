package io.antiphon.media.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.audio.Pcm;
import io.antiphon.testkit.Tone;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AudioCodecTest {

    @Test
    void toneComesThroughAsLoudAsItWasAndCleanly() {
        for (var codec : Codec.values()) {
            var tone = Tone.sine(1_000, 10_000, 50 * Pcm.FRAME_SAMPLES);
            var heard = decode(codec, encode(codec, tone), AudioEncoder.FRAME_BYTES);
            assertEquals(tone.length, heard.length);
            int from = 10 * Pcm.FRAME_SAMPLES;
            int length = 30 * Pcm.FRAME_SAMPLES;
            assertEquals(Pcm.levelDb(tone, from, length), Pcm.levelDb(heard, from, length), 0.3);
            assertTrue(signalToNoise(heard, from, length) > 35, codec + "");
        }
    }

    @Test
    void lengthOfThePacketsIsNotHeard() {
        var wire = encode(Codec.PCMA, Tone.noise(3, 8_000, 12 * Pcm.FRAME_SAMPLES));
        var whole = decode(Codec.PCMA, wire, 160);
        assertArrayEquals(whole, decode(Codec.PCMA, wire, 80));
        assertArrayEquals(whole, decode(Codec.PCMA, wire, 480));
        assertArrayEquals(whole, decode(Codec.PCMA, wire, 640));
    }

    private static byte[] encode(Codec codec, short[] pcm) {
        var encoder = new AudioEncoder(codec);
        var wire = new byte[pcm.length / 2];
        for (int i = 0; i < pcm.length / Pcm.FRAME_SAMPLES; i++) {
            var frame = Arrays.copyOfRange(pcm, i * Pcm.FRAME_SAMPLES, (i + 1) * Pcm.FRAME_SAMPLES);
            encoder.encode(frame, wire, i * AudioEncoder.FRAME_BYTES);
        }
        return wire;
    }

    private static short[] decode(Codec codec, byte[] wire, int packet) {
        var decoder = new AudioDecoder(codec);
        var out = new short[AudioDecoder.mostSamples()];
        var heard = new short[2 * wire.length];
        for (int at = 0; at < wire.length; at += packet) {
            int count = decoder.decode(Arrays.copyOfRange(wire, at, at + packet), packet, out);
            System.arraycopy(out, 0, heard, 2 * at, count);
        }
        return heard;
    }

    /** Against the sine of 1 kHz that fits best. */
    private static double signalToNoise(short[] sound, int from, int length) {
        double sine = 0;
        double cosine = 0;
        double all = 0;
        for (int i = from; i < from + length; i++) {
            double phase = 2 * Math.PI * 1_000 * i / Pcm.SAMPLE_RATE;
            sine += sound[i] * Math.sin(phase);
            cosine += sound[i] * Math.cos(phase);
            all += (double) sound[i] * sound[i];
        }
        double signal = (sine * sine + cosine * cosine) * 2 / length;
        return 10 * Math.log10(signal / (all - signal));
    }
}
