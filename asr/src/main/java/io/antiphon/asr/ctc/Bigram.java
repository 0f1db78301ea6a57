package io.antiphon.asr.ctc;

import io.antiphon.asr.model.ModelFault;
import io.antiphon.asr.model.ModelFiles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How likely a word is behind another, from an ARPA file with back-off. Words are numbered as in the
 * lexicon; a word that the file does not know is as likely as the least likely one it knows.
 */
final class Bigram {

    private static final double LN_10 = Math.log(10);
    private static final long EMPTY = -1;

    private final int words;
    private final float[] unigrams;
    private final float[] backoffs;
    private long[] pairs = new long[1 << 10];
    private float[] values = new float[1 << 10];
    private int filled;

    private Bigram(int words) {
        this.words = words;
        unigrams = new float[words + 3];
        backoffs = new float[words + 3];
        Arrays.fill(unigrams, Float.NaN);
        Arrays.fill(pairs, EMPTY);
    }

    /** Without a file every word is as likely as any other. */
    static Bigram even(int words) {
        var bigram = new Bigram(words);
        Arrays.fill(bigram.unigrams, (float) -Math.log(words + 1.0));
        return bigram;
    }

    static Bigram read(ModelFiles files, String name, Lexicon lexicon) throws ModelFault {
        var bigram = new Bigram(lexicon.size());
        var numbers = new HashMap<String, Integer>();
        for (int i = 0; i < lexicon.size(); i++) {
            numbers.put(lexicon.text(i), i);
        }
        numbers.put("<s>", bigram.start());
        numbers.put("</s>", bigram.end());
        numbers.put("<unk>", bigram.unknown());
        bigram.readAll(files.lines(name), files.directory().resolve(name).toString(), numbers);
        return bigram;
    }

    private void readAll(List<String> lines, String place, Map<String, Integer> numbers)
            throws ModelFault {
        int order = 0;
        boolean ended = false;
        for (int i = 0; i < lines.size() && !ended; i++) {
            var line = lines.get(i).strip();
            if (line.equals("\\end\\")) {
                ended = true;
            } else if (line.endsWith("-grams:") && line.startsWith("\\")) {
                order = line.charAt(1) - '0';
            } else if (order > 0 && !line.isEmpty()) {
                readLine(line, order, place + " line " + (i + 1), numbers);
            }
        }
        if (order == 0 || !ended) {
            throw ModelFault.refused(place + " is not a whole ARPA file: expected \\1-grams: and "
                    + "so on, and \\end\\ at the end");
        }
        fillGaps();
    }

    private void readLine(String line, int order, String place, Map<String, Integer> numbers)
            throws ModelFault {
        if (order > 2) {
            throw ModelFault.refused(place + ": n-grams of order " + order
                    + ", expected 2 at most");
        }
        var fields = line.replace('\t', ' ').split(" +", -1);
        if (fields.length < order + 1) {
            throw ModelFault.refused(place + ": expected a number and " + order + " words");
        }
        try {
            float value = (float) (Float.parseFloat(fields[0]) * LN_10);
            float backoff = fields.length > order + 1
                    ? (float) (Float.parseFloat(fields[order + 1]) * LN_10)
                    : 0;
            put(value, backoff, numbers.get(fields[1]), numbers.get(fields[order]), order);
        } catch (NumberFormatException e) {
            throw ModelFault.refused(place + ": expected a log-probability, "
                    + order + " words and perhaps a back-off");
        }
    }

    /** Words that the lexicon lacks cannot be heard, so nothing is kept of them. */
    private void put(float value, float backoff, @Nullable Integer first,
            @Nullable Integer last, int order) {
        if (first == null || last == null) {
            return;
        }
        if (order == 1) {
            unigrams[first] = value;
            backoffs[first] = backoff;
        } else {
            putPair(pair(first, last), value);
        }
    }

    private void putPair(long pair, float value) {
        if (filled * 2 >= pairs.length) {
            var oldPairs = pairs;
            var oldValues = values;
            pairs = new long[oldPairs.length * 2];
            values = new float[pairs.length];
            Arrays.fill(pairs, EMPTY);
            filled = 0;
            for (int i = 0; i < oldPairs.length; i++) {
                if (oldPairs[i] != EMPTY) {
                    putPair(oldPairs[i], oldValues[i]);
                }
            }
        }
        int slot = slot(pair);
        filled += pairs[slot] == EMPTY ? 1 : 0;
        pairs[slot] = pair;
        values[slot] = value;
    }

    private int slot(long pair) {
        int mask = pairs.length - 1;
        int slot = (int) ((pair * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (pairs[slot] != EMPTY && pairs[slot] != pair) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void fillGaps() {
        float least = 0;
        for (int i = 0; i < words; i++) {
            least = Float.isNaN(unigrams[i]) ? least : Math.min(least, unigrams[i]);
        }
        for (int i = 0; i < unigrams.length; i++) {
            unigrams[i] = Float.isNaN(unigrams[i]) ? least : unigrams[i];
        }
    }

    /** Stands before the first word. */
    int start() {
        return words;
    }

    /** Stands behind the last word. */
    int end() {
        return words + 1;
    }

    /** Stands for every word that the lexicon lacks. */
    int unknown() {
        return words + 2;
    }

    /** Natural logarithm of the likelihood of {@code word} behind {@code before}. */
    double score(int before, int word) {
        int slot = slot(pair(before, word));
        return pairs[slot] == EMPTY ? backoffs[before] + unigrams[word] : values[slot];
    }

    private static long pair(int before, int word) {
        return ((long) before << 32) | word;
    }
}
