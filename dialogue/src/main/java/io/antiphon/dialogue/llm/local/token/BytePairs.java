package io.antiphon.dialogue.llm.local.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Byte-level byte-pair encoding, as GPT-2 has it and llama.cpp calls it "gpt2": read from a {@code tokenizer.json}.
 * Text never becomes a special token, whatever it says. Immutable.
 */
public final class BytePairs {

    private static final Pattern WORD = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final Map<String, Integer> ids;
    private final Map<String, Integer> specials;
    private final Map<Pair, Integer> ranks;
    private final byte[][] bytes;

    private record Pair(String left, String right) {}

    private BytePairs(Map<String, Integer> ids, Map<String, Integer> specials,
            Map<Pair, Integer> ranks, byte[][] bytes) {
        this.ids = ids;
        this.specials = specials;
        this.ranks = ranks;
        this.bytes = bytes;
    }

    /** Fails where the file is not there, or is a tokenizer of another kind. */
    public static BytePairs read(Path file) throws IOException {
        var root = new ObjectMapper().readTree(file.toFile());
        var model = root.path("model");
        boolean known = model.path("type").asText().equals("BPE")
                && !root.hasNonNull("normalizer")
                && root.path("pre_tokenizer").path("type").asText().equals("ByteLevel")
                && root.path("pre_tokenizer").path("use_regex").asBoolean(true)
                && !root.path("pre_tokenizer").path("add_prefix_space").asBoolean(false);
        if (!known) {
            throw new IOException("expected byte-level BPE without normaliser and prefix space");
        }
        var ids = new HashMap<String, Integer>();
        model.path("vocab")
                .properties()
                .forEach(entry -> ids.put(entry.getKey(),
                        entry.getValue().asInt()));
        var specials = new HashMap<String, Integer>();
        root.path("added_tokens")
                .forEach(token -> specials.put(token.path("content").asText(),
                        token.path("id").asInt()));
        return new BytePairs(ids, specials, ranks(model.path("merges")), bytes(ids, specials));
    }

    private static Map<Pair, Integer> ranks(JsonNode merges) throws IOException {
        var ranks = new HashMap<Pair, Integer>();
        for (var merge : merges) {
            // Older files write both halves with a space in between.
            var halves = merge.isArray()
                    ? List.of(merge.path(0).asText(), merge.path(1).asText())
                    : List.of(merge.asText().split(" ", 2));
            if (halves.size() != 2) {
                throw new IOException("a merge is not of two parts");
            }
            ranks.put(new Pair(halves.getFirst(), halves.getLast()), ranks.size());
        }
        return ranks;
    }

    private static byte[][] bytes(Map<String, Integer> ids, Map<String, Integer> specials)
            throws IOException {
        byte[][] bytes = new byte[ids.size()][0];
        for (var entry : ids.entrySet()) {
            int id = entry.getValue();
            if (id < 0 || id >= bytes.length) {
                throw new IOException("token ids are not those from 0 to " + (bytes.length - 1));
            }
            if (!specials.containsKey(entry.getKey())) {
                bytes[id] = ByteLetters.read(entry.getKey())
                        .orElseThrow(() -> new IOException("token " + id + " is not of bytes"));
            }
        }
        return bytes;
    }

    /** How many tokens there are. */
    public int size() {
        return bytes.length;
    }

    /** The bytes of a token; none for a special one. The array is the vocabulary's own: do not write to it. */
    public byte[] bytes(int token) {
        return bytes[token];
    }

    /** The special token of that name, or -1. */
    public int special(String name) {
        return specials.getOrDefault(name, -1);
    }

    /** The tokens of a text. */
    public List<Integer> encode(String text) {
        var tokens = new ArrayList<Integer>();
        var words = WORD.matcher(text);
        while (words.find()) {
            merge(ByteLetters.write(words.group()), tokens);
        }
        return tokens;
    }

    private void merge(String word, List<Integer> tokens) {
        var parts = new ArrayList<String>();
        word.chars().forEach(letter -> parts.add(String.valueOf((char) letter)));
        for (int at = best(parts); at >= 0; at = best(parts)) {
            parts.set(at, parts.get(at) + parts.remove(at + 1));
        }
        parts.forEach(part -> tokens.add(ids.get(part)));
    }

    /** Where the pair begins that was learnt first, or -1 if no pair was learnt. */
    private int best(List<String> parts) {
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int at = 0; at + 1 < parts.size(); at++) {
            int rank = ranks.getOrDefault(new Pair(parts.get(at), parts.get(at + 1)),
                    Integer.MAX_VALUE);
            if (rank < least) {
                least = rank;
                best = at;
            }
        }
        return best;
    }
}
