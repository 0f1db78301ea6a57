package io.antiphon.tts.piper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.speech.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the JSON file beside a Piper voice says.
 *
 * @param phonemes how the voice is to be told what to say
 * @param ids the numbers of each phoneme, in this order
 * @param scales what the model is given: noise, length, and noise of the lengths
 * @param hop samples per frame of the durations that some voices give
 * @param split the voice in halves, if it comes so
 */
record PiperConfig(int sampleRate, Phonemes phonemes, Map<String, List<Long>> ids, Scales scales,
        int hop, int speakers, Optional<Split> split) {

    /**
     * What a voice reads.
     *
     * @param areCharacters whether it reads characters; otherwise it reads IPA as eSpeak writes it
     * @param language what eSpeak calls the language: "en-us"
     */
    record Phonemes(boolean areCharacters, String language) {

        boolean isEnglish() {
            return language.startsWith("en");
        }
    }

    /** Piper's three scales in the order in which the model wants them. */
    record Scales(float noise, float length, float noiseWidth) {

        Scales at(Pace pace) {
            return new Scales(noise, (float) (length / pace.factor()), noiseWidth);
        }
    }

    /**
     * The files of a voice in halves, and in which pieces to make its sound.
     *
     * @param firstFrames how much to make first, so that it is soon there
     * @param moreFrames how much to make at once from then on
     * @param framesBefore how far back the sound of a frame depends on others
     * @param framesBehind the same forward
     */
    record Split(String encoder, String decoder, int firstFrames, int moreFrames, int framesBefore,
            int framesBehind) {}

    private static final Pattern FILE_NAME = Pattern.compile("[\\w-][\\w.-]*\\.onnx");

    static final String BEGIN = "^";
    static final String PAD = "_";
    static final String END = "$";

    PiperConfig {
        ids = Map.copyOf(ids);
    }

    /** Reads a file; the message of an {@link IOException} names the file, the field and what it should be. */
    static PiperConfig read(Path file) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            throw new IOException(file + ": no such file; a Piper voice is an .onnx file and an"
                    + " .onnx.json file beside it");
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": not JSON: " + e.getOriginalMessage());
        }
        return new Reader(file, root).config();
    }

    private record Reader(Path file, JsonNode root) {

        PiperConfig config() throws IOException {
            int rate = number("/audio/sample_rate", 0);
            if (rate < 8_000 || rate > 48_000) {
                throw wrong("audio.sample_rate", "a number from 8000 to 48000",
                        root.at("/audio/sample_rate"));
            }
            String type = root.path("phoneme_type").asText("espeak");
            if (!type.equals("text") && !type.equals("espeak")) {
                throw wrong("phoneme_type", "\"text\" or \"espeak\"", root.path("phoneme_type"));
            }
            var phonemes = new Phonemes(type.equals("text"),
                    root.at("/espeak/voice").asText("en-us"));
            var scales = new Scales(scale("noise_scale", 0.667), scale("length_scale", 1),
                    scale("noise_w", 0.8));
            return new PiperConfig(rate, phonemes, ids(), scales, number("/hop_length", 256),
                    number("/num_speakers", 1), split());
        }

        private Optional<Split> split() throws IOException {
            if (root.path("split").isMissingNode()) {
                return Optional.empty();
            }
            return Optional.of(new Split(fileName("encoder"), fileName("decoder"),
                    number("/split/first_frames", 24), number("/split/more_frames", 60),
                    number("/split/frames_before", 10), number("/split/frames_behind", 10)));
        }

        /** A name of a file beside this one: a voice from elsewhere must not reach other folders. */
        private String fileName(String half) throws IOException {
            JsonNode name = root.path("split").path(half);
            if (!name.isTextual() || !FILE_NAME.matcher(name.asText()).matches()) {
                throw wrong("split." + half, "the name of a file in the same folder", name);
            }
            return name.asText();
        }

        private Map<String, List<Long>> ids() throws IOException {
            JsonNode map = root.path("phoneme_id_map");
            var ids = new HashMap<String, List<Long>>();
            for (var entry : map.properties()) {
                ids.put(entry.getKey(), idsOf(entry.getKey(), entry.getValue()));
            }
            for (String needed : List.of(BEGIN, PAD, END)) {
                if (!ids.containsKey(needed)) {
                    throw wrong("phoneme_id_map", "a list of numbers for \"" + needed + "\"", map);
                }
            }
            return ids;
        }

        private List<Long> idsOf(String phoneme, JsonNode list) throws IOException {
            var ids = new ArrayList<Long>();
            for (JsonNode id : list) {
                if (!id.canConvertToLong() || id.asLong() < 0) {
                    throw wrong("phoneme_id_map." + phoneme, "a list of numbers", list);
                }
                ids.add(id.asLong());
            }
            if (ids.isEmpty()) {
                throw wrong("phoneme_id_map." + phoneme, "a list of numbers", list);
            }
            return List.copyOf(ids);
        }

        private int number(String pointer, int otherwise) throws IOException {
            JsonNode node = root.at(pointer);
            if (node.isMissingNode() && otherwise > 0) {
                return otherwise;
            }
            if (!node.canConvertToInt() || node.asInt() < 1) {
                throw wrong(pointer.substring(1).replace('/', '.'), "a positive number", node);
            }
            return node.asInt();
        }

        private float scale(String field, double otherwise) throws IOException {
            JsonNode node = root.path("inference").path(field);
            boolean sound = node.isMissingNode() || (node.isNumber() && node.asDouble() >= 0);
            if (!sound) {
                throw wrong("inference." + field, "a number that is not negative", node);
            }
            return (float) node.asDouble(otherwise);
        }

        private IOException wrong(String field, String expected, JsonNode found) {
            String what = found.isMissingNode() ? "nothing" : found.toString();
            String shown = what.length() > 60 ? what.substring(0, 60) + "..." : what;
            return new IOException(
                    file + ": " + field + ": expected " + expected + ", found " + shown);
        }
    }
}
