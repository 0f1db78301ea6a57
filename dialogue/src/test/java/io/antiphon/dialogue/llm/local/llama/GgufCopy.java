package io.antiphon.dialogue.llm.local.llama;

import io.antiphon.dialogue.llm.local.ShippedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model that comes with Antiphon, as others would have written its file: with other metadata before its numbers. */
final class GgufCopy {

    static final String TEMPLATE = "tokenizer.chat_template";
    private static final int ALIGNMENT = 32;
    private static final int TEXT = 8;
    private static final int LIST = 9;
    private static final int[] BYTES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    private final Map<String, byte[]> metadata = new LinkedHashMap<>();
    private final ByteBuffer in;
    private final long tensors;
    private final byte[] tensorsAndNumbers;
    private final int infoLength;

    private GgufCopy(byte[] whole) {
        in = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).position(8);
        tensors = in.getLong();
        long keys = in.getLong();
        for (long key = 0; key < keys; key++) {
            String name = text();
            int begin = in.position();
            skip(in.getInt());
            metadata.put(name, Arrays.copyOfRange(whole, begin, in.position()));
        }
        int begin = in.position();
        for (long tensor = 0; tensor < tensors; tensor++) {
            text();
            in.position(in.position() + Integer.BYTES + in.getInt(in.position()) * Long.BYTES
                    + Integer.BYTES + Long.BYTES);
        }
        infoLength = in.position() - begin;
        int numbers = (in.position() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        var rest = new ByteArrayOutputStream();
        rest.write(whole, begin, infoLength);
        rest.write(whole, numbers, whole.length - numbers);
        tensorsAndNumbers = rest.toByteArray();
    }

    static GgufCopy ofShipped() {
        try {
            return new GgufCopy(Files.readAllBytes(ShippedModel.folder().resolve("lm.gguf")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    GgufCopy without(String key) {
        metadata.remove(key);
        return this;
    }

    GgufCopy with(String key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        metadata.put(key, little(Integer.BYTES + Long.BYTES + bytes.length).putInt(TEXT)
                .putLong(bytes.length)
                .put(bytes)
                .array());
        return this;
    }

    GgufCopy with(String key, int number) {
        metadata.put(key, little(Integer.BYTES * 2).putInt(4).putInt(number).array());
        return this;
    }

    GgufCopy with(String key, List<String> texts) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(little(Integer.BYTES * 2 + Long.BYTES).putInt(LIST)
                .putInt(TEXT)
                .putLong(texts.size())
                .array());
        for (var text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(little(Long.BYTES).putLong(bytes.length).array());
            out.writeBytes(bytes);
        }
        metadata.put(key, out.toByteArray());
        return this;
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(little(Integer.BYTES + Long.BYTES * 2).putInt(3)
                .putLong(tensors)
                .putLong(metadata.size())
                .array());
        metadata.forEach((key, value) -> {
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(little(Long.BYTES).putLong(name.length).array());
            out.writeBytes(name);
            out.writeBytes(value);
        });
        out.write(tensorsAndNumbers, 0, infoLength);
        out.writeBytes(new byte[Math.floorMod(-out.size(), ALIGNMENT)]);
        out.write(tensorsAndNumbers, infoLength, tensorsAndNumbers.length - infoLength);
        return out.toByteArray();
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String text() {
        byte[] bytes = new byte[(int) in.getLong()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void skip(int type) {
        switch (type) {
            case TEXT -> text();
            case LIST -> {
                int of = in.getInt();
                for (long left = in.getLong(); left > 0; left--) {
                    skip(of);
                }
            }
            default -> in.position(in.position() + BYTES[type]);
        }
    }
}
