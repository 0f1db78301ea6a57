package io.antiphon.dialogue.llm.local.llama;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers, texts and lists of a GGUF file, little-endian, one after the other. Never believes a length: whatever
 * would end behind the file is an {@link EOFException}, what is longer than anybody needs an {@link IOException}. Belongs to one thread.
 */
final class GgufBytes implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_TEXT = 1 << 24;
    private static final int MOST_IN_A_LIST = 1 << 22;
    private static final int TEXT = 8;
    private static final int LIST = 9;

    private final DataInputStream in;
    private long left;

    GgufBytes(Path file) throws IOException {
        left = Files.size(file);
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    /** How many bytes of the file have not been read. */
    long left() {
        return left;
    }

    long u32() throws IOException {
        take(Integer.BYTES);
        return Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    }

    /** Negative where it is above what a {@code long} holds. */
    long u64() throws IOException {
        take(Long.BYTES);
        return Long.reverseBytes(in.readLong());
    }

    /** How many things follow, of so many bytes each at least. */
    long count(int bytesOfEach) throws IOException {
        long count = u64();
        if (count < 0 || count > left / bytesOfEach) {
            throw new EOFException();
        }
        return count;
    }

    String text() throws IOException {
        long length = u64();
        take(length);
        if (length > LONGEST_TEXT) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void skip(long bytes) throws IOException {
        take(bytes);
        in.skipNBytes(bytes);
    }

    /** A value with its type before it: a {@link String}, a {@link Long}, a {@link Double}, or a list of these. */
    Object value() throws IOException {
        int type = (int) u32();
        return type == LIST ? list() : value(type);
    }

    private List<Object> list() throws IOException {
        int type = (int) u32();
        long count = count(type == TEXT ? Long.BYTES : 1);
        if (count > MOST_IN_A_LIST) {
            throw new IOException("a list of " + count);
        }
        var list = new ArrayList<Object>();
        for (long at = 0; at < count; at++) {
            list.add(value(type));
        }
        return list;
    }

    private Object value(int type) throws IOException {
        return switch (type) {
            case 0, 1, 7 -> {
                take(Byte.BYTES);
                yield (long) in.readByte();
            }
            case 2, 3 -> {
                take(Short.BYTES);
                yield (long) Short.reverseBytes(in.readShort());
            }
            case 4 -> u32();
            case 5 -> (long) (int) u32();
            case 6 -> (double) Float.intBitsToFloat((int) u32());
            case TEXT -> text();
            case 10, 11 -> u64();
            case 12 -> Double.longBitsToDouble(u64());
            // A list of lists, or what later versions add.
            default -> throw new IOException("a value of type " + type);
        };
    }

    private void take(long bytes) throws EOFException {
        if (bytes < 0 || bytes > left) {
            throw new EOFException();
        }
        left -= bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
