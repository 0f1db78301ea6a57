package io.antiphon.dialogue.llm.local.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.llm.local.ShippedModel;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TorchModelTest {

    @Test
    void scoresAreThoseThatTheRecipeRecorded() throws Exception {
        var folder = ModelFolder.open(ShippedModel.folder());
        int vocabulary = ChatTokens.read(folder).tokens().size();
        try (var model = TorchModel.load(folder, vocabulary); var manager = model.manager()) {
            ShippedModel.recorded().forEach(recorded -> {
                int[] prompt = recorded.prompt().stream().mapToInt(Integer::intValue).toArray();
                int half = prompt.length / 2;
                var early = model.read(Arrays.copyOf(prompt, half), model.past(manager), manager);
                var late = model.read(Arrays.copyOfRange(prompt, half, prompt.length),
                        early.past(), manager);
                double[] logs = logProbabilities(late.scores());
                recorded.first()
                        .forEach((token, log) -> assertEquals(log, logs[token], 2e-3));
            });
        }
    }

    private static double[] logProbabilities(float[] scores) {
        double highest = IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i])
                .max()
                .orElseThrow();
        double sum = IntStream.range(0, scores.length)
                .mapToDouble(i -> Math.exp(scores[i] - highest))
                .sum();
        return IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i] - highest - Math.log(sum))
                .toArray();
    }
}
