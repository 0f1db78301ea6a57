package io.antiphon.asr.decode;

import io.antiphon.asr.language.Lexicon;

/**
 * What it costs that one unit of a word follows another: one on average, less for what the words of the
 * lexicon often have. A word that the lexicon lacks is made of the same sequels. Immutable.
 */
final class Sequels {

    /** Behind each unit all others count as seen so often together, so that few words make no rules. */
    private static final double UNSEEN = 20;

    private final float[][] costs;

    /** By unit before and unit after; before the first unit comes the blank. */
    private Sequels(float[][] costs) {
        this.costs = costs;
    }

    /** Every unit follows every other as easily. */
    static Sequels even() {
        return new Sequels(new float[0][0]);
    }

    static Sequels of(Lexicon lexicon, int symbols, int blank) {
        var counts = counts(lexicon, symbols, blank);
        var costs = new float[symbols][symbols];
        double sum = 0;
        double all = 0;
        for (int before = 0; before < symbols; before++) {
            double row = UNSEEN;
            for (double count : counts[before]) {
                row += count;
            }
            for (int after = 0; after < symbols; after++) {
                double count = counts[before][after];
                costs[before][after] = (float) Math.log(row / (count + UNSEEN / symbols));
                sum += count * costs[before][after];
                all += count;
            }
        }
        for (var row : costs) {
            for (int after = 0; after < symbols; after++) {
                row[after] *= (float) (all / sum);
            }
        }
        return new Sequels(costs);
    }

    private static double[][] counts(Lexicon lexicon, int symbols, int blank) {
        var counts = new double[symbols][symbols];
        var behind = new int[lexicon.nodes()];
        for (int node = lexicon.nodes() - 1; node > Lexicon.ROOT; node--) {
            behind[node] += lexicon.wordCount(node);
            int parent = lexicon.parent(node);
            behind[parent] += behind[node];
            int before = parent == Lexicon.ROOT ? blank : lexicon.unit(parent);
            counts[before][lexicon.unit(node)] += behind[node];
        }
        return counts;
    }

    double cost(int before, int after) {
        return costs.length == 0 ? 1 : costs[before][after];
    }
}
