package io.antiphon.audio;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A recording: 16-bit linear PCM in a RIFF/WAVE file, any number of channels.
 *
 * @param channels the samples of each channel, all of one length
 */
public record Wav(int sampleRate, List<short[]> channels) {

    private static final int HEADER_BYTES = 44;
    private static final long MOST_BYTES = 1L << 30;

    public static Wav mono(int sampleRate, short[] samples) {
        return new Wav(sampleRate, List.of(samples));
    }

    public int length() {
        return channels.get(0).length;
    }

    /** All channels in one, each with the same share. */
    public short[] mixed() {
        if (channels.size() == 1) {
            return channels.getFirst();
        }
        var mixed = new short[length()];
        for (int i = 0; i < mixed.length; i++) {
            int sum = 0;
            for (var channel : channels) {
                sum += channel[i];
            }
            mixed[i] = (short) (sum / channels.size());
        }
        return mixed;
    }

    /** Reads a file; an {@link IOException} says what is wrong with one that cannot be read. */
    public static Wav read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": a folder");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + ": longer than " + (MOST_BYTES >> 20) + " MB");
            }
            return parse(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": may not be read", e);
        }
    }

    /**
     * Reads the bytes of a file: linear PCM of 8 to 32 bits, floats or G.711, which become 16-bit linear PCM.
     * {@code name} is what an error calls it. A file that ends early gives what is there.
     */
    public static Wav parse(byte[] bytes, String name) throws IOException {
        return WavReader.read(bytes, name);
    }

    public void write(Path file) throws IOException {
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.write(bytes());
        }
    }

    /** The file that {@link #write} writes. */
    public byte[] bytes() {
        int dataBytes = length() * channels.size() * 2;
        var out = ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(WavReader.RIFF).putInt(HEADER_BYTES - 8 + dataBytes).putInt(WavReader.WAVE);
        out.putInt(WavReader.FORMAT)
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) channels.size());
        out.putInt(sampleRate).putInt(sampleRate * channels.size() * 2);
        out.putShort((short) (channels.size() * 2)).putShort((short) 16);
        out.putInt(WavReader.DATA).putInt(dataBytes);
        for (int i = 0; i < length(); i++) {
            for (short[] channel : channels) {
                out.putShort(channel[i]);
            }
        }
        return out.array();
    }
}
