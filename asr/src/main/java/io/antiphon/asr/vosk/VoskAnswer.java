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

    /** The words of a result, or of a partial one. */
    static List<Word> words(String answer, boolean partial) throws JsonProcessingException {
        var json = JSON.readTree(answer);
        var words = new ArrayList<Word>();
        for (var word : json.path(partial ? "partial_result" : "result")) {
            words.add(new Word(word.path("word").asText(), samples(word.path("start")),
                    samples(word.path("end")), confidence(word)));
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
