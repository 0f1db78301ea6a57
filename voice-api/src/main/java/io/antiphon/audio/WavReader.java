package io.antiphon.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Reads RIFF/WAVE as programs really write it: with sizes that were never filled in because the program wrote
 * to a pipe, cut short, with odd chunks whose padding was forgotten, and with chunks that nobody knows.
 */
final class WavReader {

    /** Chunk names as little-endian integers. */
    static final int RIFF = 0x46464952;
    static final int WAVE = 0x45564157;
    static final int FORMAT = 0x20746d66;
    static final int DATA = 0x61746164;

    private static final int RF64 = 0x34364652;
    private static final int BW64 = 0x34365742;
    private static final int EXTENSIBLE = 0xfffe;
    private static final int EXTENSIBLE_BYTES = 40;
    private static final int SUB_FORMAT = 24;
    private static final int MOST_CHANNELS = 256;
    private static final int LEAST_RATE = 1_000;
    private static final int MOST_RATE = 400_000;

    /** How other sound files begin. */
    private static final Map<String, String> OTHERS = Map.of(
            "OggS", "an Ogg file", "fLaC", "a FLAC file", "ID3", "an MP3 file", ".snd",
            "a Sun audio file", "FORM", "an AIFF file", "NIST", "a NIST SPHERE file", "RIFX",
            "a big-endian RIFX file", "riff", "a Sony Wave64 file");

    private static final Map<Integer, String> COMPRESSED = Map.of(
            0x02, "Microsoft ADPCM", 0x11, "IMA ADPCM", 0x31, "GSM 6.10", 0x45, "G.726",
            0x55, "MP3", 0x64, "G.726", 0x65, "G.722");

    private final ByteBuffer in;
    private final String name;

    private record Format(SampleCoding coding, int channels, int rate) {}

    private WavReader(byte[] bytes, String name) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.name = name;
    }

    static Wav read(byte[] bytes, String name) throws IOException {
        return new WavReader(bytes, name).read();
    }

    private Wav read() throws IOException {
        checkBeginning();
        int at = 12;
        Format format = null;
        while (at + 8 <= in.limit()) {
            int id = in.getInt(at);
            long written = in.getInt(at + 4) & 0xffffffffL;
            int body = at + 8;
            int size = (int) Math.min(written, in.limit() - body);
            if (id == FORMAT) {
                format = format(body, size);
            } else if (id == DATA) {
                if (format == null) {
                    throw wrong("the data chunk comes before the format chunk");
                }
                return samples(body, isUnsaid(written, body) ? in.limit() - body : size, format);
            }
            at = behind(body, size);
        }
        throw wrong(format == null ? "no format chunk" : "no data chunk");
    }

    private void checkBeginning() throws IOException {
        if (in.limit() == 0) {
            throw wrong("empty");
        }
        int magic = in.limit() < 12 ? 0 : in.getInt(0);
        boolean riff = magic == RIFF || magic == RF64 || magic == BW64;
        if (riff && in.getInt(8) == WAVE) {
            return;
        }
        var beginning = new String(in.array(), 0, Math.min(4, in.limit()),
                StandardCharsets.ISO_8859_1);
        var kind = OTHERS.entrySet()
                .stream()
                .filter(other -> beginning.startsWith(other.getKey()))
                .map(other -> ", but " + other.getValue())
                .findFirst()
                .orElse("");
        throw wrong("not a RIFF/WAVE file" + kind);
    }

    private Format format(int at, int size) throws IOException {
        if (size < 14) {
            throw wrong("the format chunk has " + size + " bytes, expected 16");
        }
        int tag = in.getShort(at) & 0xffff;
        if (tag == EXTENSIBLE) {
            tag = size >= EXTENSIBLE_BYTES ? in.getShort(at + SUB_FORMAT) & 0xffff : 1;
        }
        int channels = in.getShort(at + 2) & 0xffff;
        int rate = in.getInt(at + 4);
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw wrong(channels + " channels, expected 1 to " + MOST_CHANNELS);
        }
        if (rate < LEAST_RATE || rate > MOST_RATE) {
            throw wrong("a sample rate of " + Integer.toUnsignedString(rate) + ", expected "
                    + LEAST_RATE + " to " + MOST_RATE);
        }
        int bits = size < 16 ? 8 : in.getShort(at + 14) & 0xffff;
        int container = container(bits, in.getShort(at + 12) & 0xffff, channels);
        var found = tag;
        var coding = SampleCoding.of(tag, container)
                .orElseThrow(() -> wrong("coding " + found + " ("
                        + COMPRESSED.getOrDefault(found, "unknown") + ") with " + bits
                        + " bits; what is read is linear PCM of 8 to 32 bits, floats, and G.711"));
        return new Format(coding, channels, rate);
    }

    /** The bytes of one sample: 20 bits may lie in three bytes or in four, and the block's size tells. */
    private static int container(int bits, int blockBytes, int channels) {
        int least = (bits + 7) / 8;
        int share = blockBytes / channels;
        return blockBytes % channels == 0 && share > least && share <= 8 ? share : least;
    }

    /** Whether the writer could not say how much it would write. */
    private boolean isUnsaid(long written, int body) {
        return written == 0 && body < in.limit() && !isChunk(body);
    }

    /** Where the next chunk begins, which some writers do not pad to an even byte. */
    private int behind(int body, int size) {
        int end = body + size;
        boolean odd = (size & 1) == 1;
        return odd && !(isChunk(end) && !isChunk(end + 1)) ? end + 1 : end;
    }

    private boolean isChunk(int at) {
        if (at < 0 || at + 8 > in.limit()) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            int letter = in.get(at + i);
            if (letter < ' ' || letter > '~') {
                return false;
            }
        }
        return true;
    }

    private Wav samples(int body, int size, Format format) {
        int step = format.coding.bytes();
        int length = size / step / format.channels;
        var samples = new short[format.channels][length];
        int at = body;
        for (int i = 0; i < length; i++) {
            for (var channel : samples) {
                channel[i] = format.coding.read(in, at);
                at += step;
            }
        }
        return new Wav(format.rate, List.of(samples));
    }

    private IOException wrong(String what) {
        return new IOException(name + ": " + what);
    }
}
