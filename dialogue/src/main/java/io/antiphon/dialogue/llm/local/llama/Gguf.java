package io.antiphon.dialogue.llm.local.llama;

import io.antiphon.dialogue.llm.local.engine.ModelFault;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a GGUF file tells of its model before the numbers, checked here because llama.cpp ends the process for some of
 * what may be wrong with it. Immutable.
 */
final class Gguf {

    private static final int MAGIC = 0x46554747;
    private static final Set<Long> VERSIONS = Set.of(2L, 3L);
    private static final int MOST_DIMENSIONS = 4;
    private static final int USUAL_ALIGNMENT = 32;
    private static final Set<String> ENCODERS = Set.of("bert", "nomic-bert", "nomic-bert-moe",
            "jina-bert-v2", "t5encoder");
    /** The types of tokens that a text becomes only where it is told to: unknown and control. */
    private static final Set<Long> SPECIAL = Set.of(2L, 3L);

    private final Path file;
    private final Map<String, Object> facts = new HashMap<>();
    private long mostContext;

    private Gguf(Path file) {
        this.file = file;
    }

    /** Reads a file as far as it tells what it is. */
    static Gguf read(Path file) throws ModelFault {
        if (!Files.isRegularFile(file)) {
            throw new ModelFault("no model file at " + file.toAbsolutePath());
        }
        var gguf = new Gguf(file);
        try (var in = new GgufBytes(file)) {
            if (Files.size(file) == 0) {
                throw new ModelFault("the model file " + file + " is empty");
            }
            gguf.read(in);
        } catch (EOFException e) {
            throw gguf.fault("it ends in the middle of what it tells of the model");
        } catch (IOException e) {
            throw new ModelFault(
                    "the model file " + file + " cannot be read: " + e.getMessage(), e);
        }
        gguf.checkModel();
        return gguf;
    }

    private void read(GgufBytes in) throws IOException, ModelFault {
        if (in.left() < Integer.BYTES || in.u32() != MAGIC) {
            throw new ModelFault("the model file " + file + " is not GGUF");
        }
        long version = in.u32();
        if (!VERSIONS.contains(version)) {
            throw fault("it is of version " + version + ", expected 2 or 3, little-endian");
        }
        long tensors = in.count(Long.BYTES * 3);
        long keys = in.count(Long.BYTES + Integer.BYTES);
        for (long key = 0; key < keys; key++) {
            facts.put(in.text(), in.value());
        }
        checkTensors(in, tensors);
    }

    /** Whether each begins within the file. Whether it ends there is what llama.cpp tells. */
    private void checkTensors(GgufBytes in, long tensors) throws IOException, ModelFault {
        long furthest = 0;
        for (long tensor = 0; tensor < tensors; tensor++) {
            in.text();
            long dimensions = in.u32();
            if (dimensions > MOST_DIMENSIONS) {
                throw fault("a tensor has " + dimensions + " dimensions");
            }
            in.skip(dimensions * Long.BYTES + Integer.BYTES);
            long offset = in.u64();
            furthest = Math.max(furthest, offset < 0 ? Long.MAX_VALUE : offset);
        }
        long alignment = number("general.alignment").orElse((long) USUAL_ALIGNMENT);
        if (alignment < 1 || Long.bitCount(alignment) != 1) {
            throw fault("its alignment is " + alignment);
        }
        if (tensors == 0 || furthest >= in.left()) {
            throw fault("it is cut short: its numbers are missing");
        }
    }

    private void checkModel() throws ModelFault {
        String kind = text("general.type").orElse("model");
        if (!kind.equals("model")) {
            throw fault("it is of the type " + kind);
        }
        String architecture = text("general.architecture").orElse("");
        mostContext = number(architecture + ".context_length").orElse(0L);
        boolean embeds = ENCODERS.contains(architecture)
                || number(architecture + ".pooling_type").orElse(0L) != 0;
        if (embeds) {
            throw fault("it is a model of embeddings, which words no answers");
        }
        if (mostContext < 1 || number(architecture + ".block_count").orElse(0L) < 1) {
            throw fault("it is no language model: it tells no context length or no layers");
        }
        if (facts.get(architecture + ".attention.layer_norm_rms_epsilon") instanceof Double epsilon
                && !(epsilon >= 0)) {
            throw fault("its epsilon is " + epsilon);
        }
        checkVocabulary();
    }

    /** Of what is checked here llama.cpp believes the file, or ends the process. */
    private void checkVocabulary() throws ModelFault {
        boolean hasWords = facts.get("tokenizer.ggml.tokens") instanceof List<?> tokens
                && !tokens.isEmpty()
                && tokens.stream().allMatch(String.class::isInstance)
                && !text("tokenizer.ggml.model").orElse("no_vocab").equals("no_vocab");
        if (!hasWords) {
            throw fault("it is no language model: it tells no vocabulary");
        }
        var tokens = list("tokenizer.ggml.tokens");
        var known = new HashSet<Object>();
        for (var token : tokens) {
            // Those without a name are given one, and what is no UTF-8 cannot be told apart here.
            boolean isName = !token.equals("") && !token.toString().contains("\uFFFD");
            if (isName && !known.add(token)) {
                throw fault("a token is twice in its vocabulary");
            }
        }
        var types = list("tokenizer.ggml.token_type");
        if (!types.isEmpty() && types.size() != tokens.size()) {
            throw fault("it tells the types of " + types.size() + " tokens out of "
                    + tokens.size());
        }
    }

    private List<?> list(String key) {
        return facts.get(key) instanceof List<?> list ? list : List.of();
    }

    private ModelFault fault(String what) {
        return new ModelFault(
                "the model file " + file + " is no model that llama.cpp reads: " + what);
    }

    /** How many tokens it was made to read. */
    long mostContext() {
        return mostContext;
    }

    /** How it writes a chat, in Jinja. */
    Optional<String> template() {
        return text("tokenizer.chat_template").filter(template -> !template.isBlank());
    }

    /** The texts that stand for tokens which are no text. */
    List<String> specialTokens() {
        var special = new ArrayList<String>();
        var tokens = list("tokenizer.ggml.tokens");
        var types = list("tokenizer.ggml.token_type");
        for (int at = 0; at < types.size(); at++) {
            if (types.get(at) instanceof Long type && SPECIAL.contains(type)) {
                special.add(tokens.get(at).toString());
            }
        }
        return special;
    }

    private Optional<String> text(String key) {
        return facts.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private Optional<Long> number(String key) {
        return facts.get(key) instanceof Long number ? Optional.of(number) : Optional.empty();
    }
}
