package io.antiphon.dialogue.llm.local.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antiphon.dialogue.llm.local.ShippedModel;
import io.antiphon.dialogue.llm.local.engine.ModelFolder;
import io.antiphon.dialogue.llm.local.onnx.OnnxNetwork;
import io.antiphon.dialogue.llm.local.torch.TorchNetwork;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both networks hold the same numbers, whatever is read at once. */
@Timeout(120)
class NetworkTest {

    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx"})
    void scoresAreThoseThatTheRecipeRecorded(String engine) throws Exception {
        try (var network = open(engine)) {
            for (var recorded : ShippedModel.recorded().toList()) {
                int[] prompt = recorded.prompt().stream().mapToInt(Integer::intValue).toArray();
                int half = prompt.length / 2;
                try (var nothing = network.nothing();
                        var early = nothing.read(Arrays.copyOf(prompt, half)).past()) {
                    var late = early.read(Arrays.copyOfRange(prompt, half, prompt.length));
                    late.past().close();
                    double[] logs = logProbabilities(late.scores());
                    recorded.first()
                            .forEach((token, log) -> assertEquals(log, logs[token], 2e-3));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"djl", "onnx"})
    void beginningOfAPastIsThePastOfTheBeginning(String engine) throws Exception {
        int[] tokens = ShippedModel.recorded()
                .findFirst()
                .orElseThrow()
                .prompt()
                .stream()
                .mapToInt(Integer::intValue)
                .toArray();
        try (var network = open(engine);
                var nothing = network.nothing();
                var whole = nothing.read(tokens).past();
                var cut = whole.beginning(40);
                var short40 = nothing.read(Arrays.copyOf(tokens, 40)).past()) {
            var next = new int[]{tokens[40]};
            var behindTheCut = cut.read(next);
            var behindTheShort = short40.read(next);
            behindTheCut.past().close();
            behindTheShort.past().close();
            assertArrayEquals(behindTheShort.scores(), behindTheCut.scores(), 1e-3f);
        }
    }

    private static Network open(String engine) throws Exception {
        var folder = ModelFolder.open(ShippedModel.folder());
        int vocabulary = ChatTokens.read(folder).tokens().size();
        return engine.equals("djl")
                ? TorchNetwork.load(folder, vocabulary)
                : OnnxNetwork.load(folder, vocabulary);
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
