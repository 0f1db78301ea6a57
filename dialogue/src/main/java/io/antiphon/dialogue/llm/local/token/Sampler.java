package io.antiphon.dialogue.llm.local.token;

import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses the next token: the likeliest one at temperature 0, otherwise one of the likely ones by lot. */
public final class Sampler {

    private final double temperature;
    private final double topP;
    private final SplittableRandom lot;

    /** @param topP how much probability the tokens have together that take part in the lot */
    public Sampler(double temperature, double topP, long seed) {
        this.temperature = temperature;
        this.topP = topP;
        this.lot = new SplittableRandom(seed);
    }

    /** One of all tokens, or of those that are allowed, of which there must be one. */
    public int choose(float[] scores, Optional<BitSet> allowed) {
        int[] candidates = allowed.map(BitSet::stream)
                .orElseGet(() -> IntStream.range(0, scores.length))
                .toArray();
        int likeliest = candidates[0];
        for (int token : candidates) {
            likeliest = scores[token] > scores[likeliest] ? token : likeliest;
        }
        return temperature == 0 ? likeliest : drawn(scores, candidates, scores[likeliest]);
    }

    private int drawn(float[] scores, int[] candidates, double highest) {
        var likely = IntStream.of(candidates)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -scores[token]))
                .toList();
        double[] weights = likely.stream()
                .mapToDouble(token -> Math.exp((scores[token] - highest) / temperature))
                .toArray();
        double enough = topP
                * IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
        int taking = 0;
        double together = 0;
        while (taking < weights.length && (taking == 0 || together < enough)) {
            together += weights[taking++];
        }
        double drawn = lot.nextDouble() * together;
        int at = 0;
        while (at < taking - 1 && drawn >= weights[at]) {
            drawn -= weights[at++];
        }
        return likely.get(at);
    }
}
