package io.antiphon.asr.vosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.audio.Pcm;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads Vosk's answers, which are JSON with times in seconds since its decoder was made. */
final class VoskAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private VoskAnswer() {}

    /** The words of a result. */
    static List<Word> words(String answer) throws JsonProcessingException {
        var words = new ArrayList<Word>();
        for (var word : JSON.readTree(answer).path("result")) {
            words.add(new Word(word.path("word").asText(), samples(word.path("start")),
                    samples(word.path("end")), confidence(word)));
        }
        return words;
    }

    /**
     * The words of a partial result. Vosk says only which words, so their places are a guess: evenly
     * spread over the sound that they must lie in, and their confidence is left at 1.
     */
    static List<Word> partialWords(String answer, long fromSample, long toSample)
            throws JsonProcessingException {
        var text = JSON.readTree(answer).path("partial").asText().strip();
        if (text.isEmpty()) {
            return List.of();
        }
        var texts = text.split(" +", -1);
        long each = Math.max(0, toSample - fromSample) / texts.length;
        var words = new ArrayList<Word>();
        for (int i = 0; i < texts.length; i++) {
            long start = fromSample + i * each;
            words.add(new Word(texts[i], start, start + each, 1));
        }
        return words;
    }

    private static double confidence(JsonNode word) {
        return Math.clamp(word.path("conf").asDouble(1), 0, 1);
    }

    private static long samples(JsonNode seconds) {
        return Math.max(0, Math.round(seconds.asDouble() * Pcm.SAMPLE_RATE));
    }

    static Heard heard(List<Word> words, int stableWords) {
        var text = words.stream().map(Word::text).collect(Collectors.joining(" "));
        double confidence = words.stream().mapToDouble(Word::confidence).average().orElse(1);
        return new Heard(text, words, stableWords, confidence);
    }
}
