package io.antiphon.audio;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A recording: 16-bit linear PCM in a RIFF/WAVE file, any number of channels.
 *
 * @param channels the samples of each channel, all of one length
 */
public record Wav(int sampleRate, List<short[]> channels) {

    private static final int HEADER_BYTES = 44;

    // Chunk names as little-endian integers.
    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;

    public static Wav mono(int sampleRate, short[] samples) {
        return new Wav(sampleRate, List.of(samples));
    }

    public int length() {
        return channels.get(0).length;
    }

    /** Reads a file; an {@link IOException} says what is wrong with one that is not 16-bit PCM. */
    public static Wav read(Path file) throws IOException {
        return parse(Files.readAllBytes(file), file.toString());
    }

    /** Reads the bytes of a file; {@code name} is what an error calls it. */
    public static Wav parse(byte[] bytes, String name) throws IOException {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 12 || in.getInt(0) != RIFF || in.getInt(8) != WAVE) {
            throw new IOException(name + ": not a RIFF/WAVE file");
        }
        in.position(12);
        var format = new Format(0, 0);
        while (in.remaining() >= 8) {
            int id = in.getInt();
            long size = Math.min(in.getInt() & 0xffffffffL, in.remaining());
            int next = (int) Math.min(in.limit(), in.position() + size + (size & 1));
            if (id == FORMAT && size >= 16) {
                format = format(in, name);
            } else if (id == DATA && format.channels() == 0) {
                throw new IOException(name + ": the data chunk comes before the format chunk");
            } else if (id == DATA) {
                return samples(in, format.channels(), format.rate(), (int) size);
            }
            in.position(next);
        }
        throw new IOException(name + ": no data chunk");
    }

    private record Format(int channels, int rate) {}

    private static Format format(ByteBuffer in, String name) throws IOException {
        int coding = in.getShort();
        int channels = in.getShort();
        int rate = in.getInt();
        in.position(in.position() + 6);
        int bits = in.getShort();
        if (bits != 16 || channels < 1 || (coding != 1 && coding != -2)) {
            throw new IOException(
                    name + ": expected 16-bit linear PCM, found coding " + coding + " with "
                            + bits + " bits and " + channels + " channels");
        }
        return new Format(channels, rate);
    }

    private static Wav samples(ByteBuffer in, int channels, int rate, int size) {
        int length = size / 2 / channels;
        var samples = new short[channels][length];
        for (int i = 0; i < length; i++) {
            for (int channel = 0; channel < channels; channel++) {
                samples[channel][i] = in.getShort();
            }
        }
        return new Wav(rate, List.of(samples));
    }

    public void write(Path file) throws IOException {
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(bytes());
        }
    }

    private byte[] bytes() {
        int dataBytes = length() * channels.size() * 2;
        var out = ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(RIFF).putInt(HEADER_BYTES - 8 + dataBytes).putInt(WAVE);
        out.putInt(FORMAT).putInt(16).putShort((short) 1).putShort((short) channels.size());
        out.putInt(sampleRate).putInt(sampleRate * channels.size() * 2);
        out.putShort((short) (channels.size() * 2)).putShort((short) 16);
        out.putInt(DATA).putInt(dataBytes);
        for (int i = 0; i < length(); i++) {
            for (short[] channel : channels) {
                out.putShort(channel[i]);
            }
        }
        return out.array();
    }
}
