package io.antiphon.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavTest {

    private static final short[] RAMP = {0, 256, -256, 12_800, -12_800, 32_512, -32_768};

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        var file = folder.resolve("stereo.wav");
        new Wav(8_000, List.of(RAMP, new short[RAMP.length])).write(file);
        var read = Wav.read(file);
        assertEquals(8_000, read.sampleRate());
        assertArrayEquals(RAMP, read.channels().get(0));
        assertEquals(2, read.channels().size());
        assertEquals(128, read.mixed()[1]);
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "1, 16", "1, 24", "1, 32", "3, 32", "3, 64"})
    void linearSamplesOfEveryWidthAreTheSameSound(int tag, int bits) throws IOException {
        var wav = Wav.parse(wav(format(tag, 1, bits), chunk("data", coded(tag, bits))), "x");
        assertArrayEquals(RAMP, wav.channels().getFirst());
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "1, 16", "1, 24", "1, 32", "3, 32"})
    void extensibleFormatNamesTheSameCodings(int tag, int bits) throws IOException {
        var wav = Wav.parse(wav(extensible(tag, bits), chunk("data", coded(tag, bits))), "x");
        assertArrayEquals(RAMP, wav.channels().getFirst());
    }

    @Test
    void twentyBitsInFourBytesAreSteppedByFour() throws IOException {
        var format = ByteBuffer.wrap(format(1, 1, 32));
        format.order(ByteOrder.LITTLE_ENDIAN).putShort(22, (short) 20);
        var wav = Wav.parse(wav(format.array(), chunk("data", coded(1, 32))), "x");
        assertArrayEquals(RAMP, wav.channels().getFirst());
    }

    @Test
    void g711IsExpanded() throws IOException {
        byte[] mu = {(byte) 0xff, (byte) 0x7f, 0x00, (byte) 0x80};
        assertArrayEquals(new short[]{0, 0, -32_124, 32_124},
                Wav.parse(wav(format(7, 1, 8), chunk("data", mu)), "x").mixed());
        byte[] a = {(byte) 0xd5, 0x55, 0x2a, (byte) 0xaa};
        assertArrayEquals(new short[]{8, -8, -32_256, 32_256},
                Wav.parse(wav(format(6, 1, 8), chunk("data", a)), "x").mixed());
    }

    @Test
    void chunksThatNobodyKnowsArePassedOver() throws IOException {
        byte[] padded = chunk("LIST", new byte[]{1, 2, 3, 0});
        ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 3);
        byte[] unpadded = chunk("junk", new byte[]{1, 2, 3});
        var data = chunk("data", coded(1, 16));
        for (var odd : List.of(padded, unpadded)) {
            assertArrayEquals(RAMP, Wav.parse(wav(odd, format(1, 1, 16), data), "x").mixed());
            assertArrayEquals(RAMP, Wav.parse(wav(format(1, 1, 16), odd, data), "x").mixed());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x7fff_0000})
    void sizeThatAPipeNeverLearnedIsTakenFromTheFile(int size) throws IOException {
        var data = chunk("data", coded(1, 16));
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(4, size);
        var bytes = wav(format(1, 1, 16), data);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, size);
        assertArrayEquals(RAMP, Wav.parse(bytes, "x").mixed());
    }

    @Test
    void emptyDataBeforeAnotherChunkIsEmpty() throws IOException {
        var bytes = wav(format(1, 1, 16), chunk("data", new byte[0]), chunk("LIST", new byte[4]));
        assertEquals(0, Wav.parse(bytes, "x").length());
    }

    @Test
    void truncatedFileGivesWhatIsThere() throws IOException {
        var whole = wav(format(1, 2, 16), chunk("data", coded(1, 16)));
        var cut = Arrays.copyOf(whole, whole.length - 5);
        assertEquals(2, Wav.parse(cut, "x").length());
    }

    @Test
    void whatIsNoWavIsNamed() throws IOException {
        assertEquals("x: empty", refusal(new byte[0]));
        assertEquals("x: not a RIFF/WAVE file", refusal("hello world, hello".getBytes(
                StandardCharsets.US_ASCII)));
        assertEquals("x: not a RIFF/WAVE file, but a FLAC file",
                refusal("fLaC............".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("x: no data chunk", refusal(wav(format(1, 1, 16))));
        assertEquals("x: no format chunk", refusal(wav(chunk("LIST", new byte[4]))));
        assertEquals("x: the data chunk comes before the format chunk",
                refusal(wav(chunk("data", new byte[4]), format(1, 1, 16))));
        assertTrue(refusal(wav(format(0x31, 1, 0), chunk("data", new byte[65])))
                .contains("GSM 6.10"));
        assertTrue(refusal(wav(format(1, 0, 16))).contains("0 channels"));
        var missing = folder.resolve("missing.wav");
        assertEquals(missing + ": no such file",
                assertThrows(IOException.class, () -> Wav.read(missing)).getMessage());
        assertEquals(folder + ": a folder",
                assertThrows(IOException.class, () -> Wav.read(folder)).getMessage());
    }

    @Test
    void damagedFilesAreReadOrRefusedButNeverMore() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var good = List.of(wav(format(1, 2, 16), chunk("LIST", new byte[3]),
                chunk("data", coded(1, 16))),
                wav(extensible(1, 24), chunk("data", coded(1, 24))),
                wav(format(7, 1, 8), chunk("data", new byte[40])));
        for (int i = 0; i < 30_000; i++) {
            var bytes = good.get(random.nextInt(good.size())).clone();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                var wav = Wav.parse(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)), "x");
                assertTrue(wav.length() <= bytes.length, "seed " + seed);
            } catch (IOException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("x: "), "seed " + seed);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static String refusal(byte[] bytes) {
        return String.valueOf(
                assertThrows(IOException.class, () -> Wav.parse(bytes, "x")).getMessage());
    }

    private static byte[] coded(int tag, int bits) {
        var out = little(RAMP.length * bits / 8);
        for (short sample : RAMP) {
            switch (tag * 100 + bits) {
                case 108 -> out.put((byte) ((sample >> 8) + 128));
                case 116 -> out.putShort(sample);
                case 124 -> out.put((byte) 0).putShort(sample);
                case 132 -> out.putInt(sample << 16);
                case 332 -> out.putFloat(sample / 32_768f);
                default -> out.putDouble(sample / 32_768.0);
            }
        }
        return bytes(out);
    }

    private static byte[] format(int tag, int channels, int bits) {
        var body = little(16).putShort((short) tag).putShort((short) channels).putInt(8_000);
        body.putInt(8_000 * channels * bits / 8).putShort((short) (channels * bits / 8));
        return chunk("fmt ", bytes(body.putShort((short) bits)));
    }

    private static byte[] extensible(int tag, int bits) {
        var body = little(40).put(format(0xfffe, 1, bits), 8, 16);
        body.putShort((short) 22).putShort((short) bits).putInt(4).putShort((short) tag);
        return chunk("fmt ", bytes(body));
    }

    private static byte[] chunk(String id, byte[] body) {
        return bytes(little(8 + body.length).put(id.getBytes(StandardCharsets.US_ASCII))
                .putInt(body.length)
                .put(body));
    }

    private static byte[] wav(byte[]... chunks) {
        int size = Arrays.stream(chunks).mapToInt(chunk -> chunk.length).sum();
        var out = little(12 + size).put("RIFF".getBytes(StandardCharsets.US_ASCII));
        out.putInt(4 + size).put("WAVE".getBytes(StandardCharsets.US_ASCII));
        for (var chunk : chunks) {
            out.put(chunk);
        }
        return bytes(out);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }
}
