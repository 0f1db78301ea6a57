package io.antiphon.asr.decode;

import io.antiphon.asr.language.Lexicon;
import java.util.Arrays;

/**
 * How firmly the words of the best reading stand: which will not change any more, and how likely each is.
 *
 * <p>The likelihood of a word is the share of all readings that have it at its time, looked at a little
 * after its end, when what came behind it has been weighed.
 */
final class Standing {

    /** Frames after which a word counts as settled if nothing better came up. */
    private static final int SETTLED_FRAMES = 25;

    /** Frames behind a word after which its likelihood is kept. */
    private static final int WEIGHED_FRAMES = 10;

    /** Nats of the search are worth less than they seem: neighbouring frames say the same. */
    private static final double SHARPNESS = 0.5;

    private final Reading closing = new Reading();
    private Words[] candidates;
    private double[] worths;
    private int count;

    /** By place of the word: whose hash the other values belong to. */
    private long[] hashes = new long[64];
    private int[] since = new int[64];
    private double[] shares = new double[64];
    private boolean[] weighed = new boolean[64];
    private int stable;

    Standing(int expected) {
        candidates = new Words[expected * 2];
        worths = new double[expected * 2];
    }

    void reset() {
        Arrays.fill(hashes, 0);
        stable = 0;
    }

    void copyFrom(Standing other) {
        hashes = other.hashes.clone();
        since = other.since.clone();
        shares = other.shares.clone();
        weighed = other.weighed.clone();
        stable = other.stable;
    }

    /** How many words, from the first, will not change. */
    int stable() {
        return stable;
    }

    /** How likely it is that a word was said, from 0 to 1. */
    double confidence(Words word) {
        boolean isKnown = word.length() < hashes.length && hashes[word.length()] == word.hash();
        return Confidence.of(word, isKnown ? shares[word.length()] : 0.5);
    }

    /** If the reading stands at the end of a word, makes the likeliest word of it that ends there. */
    void close(Reading reading, WordEnds ends, double bestSound) {
        int node = ends.wordNode(reading);
        if (node == Lexicon.NONE) {
            return;
        }
        if (node != reading.node) {
            ends.enter(reading, node);
        }
        double most = Reading.NEVER;
        var best = new Reading();
        var lexicon = ends.vocabulary().lexicon();
        for (int i = 0; i < lexicon.wordCount(node); i++) {
            closing.copyFrom(reading);
            if (ends.end(closing, lexicon.word(node, i), bestSound) && closing.total() > most) {
                most = closing.total();
                best.copyFrom(closing);
            }
        }
        if (most > Reading.NEVER) {
            reading.copyFrom(best);
        }
    }

    /** Looks at the readings of this frame, best first; answers how many are left. */
    int weigh(Reading[] readings, int howMany, int frame, WordEnds ends, double bestSound) {
        count = 0;
        for (int i = 0; i < howMany; i++) {
            var closed = new Reading();
            closed.copyFrom(readings[i]);
            close(closed, ends, bestSound);
            add(closed.wholeWords(), closed.total());
        }
        var best = candidates[0];
        int common = readings[0].wholeWords().length();
        for (int i = 1; i < howMany; i++) {
            common = best.first(common).common(readings[i].wholeWords());
        }
        int settled = settled(best, frame);
        share(best, frame);
        stable = Math.max(stable, Math.max(common, settled));
        return settled > common
                ? keep(best.first(settled), readings, howMany, ends, bestSound)
                : howMany;
    }

    private void add(Words words, double worth) {
        if (count == candidates.length) {
            candidates = Arrays.copyOf(candidates, count * 2);
            worths = Arrays.copyOf(worths, count * 2);
        }
        candidates[count] = words;
        worths[count++] = worth;
    }

    /** How many words have stood unchallenged for long enough. */
    private int settled(Words best, int frame) {
        makeRoom(best.length());
        int settled = stable;
        for (var at = best; at.length() > stable && at.before() != null; at = at.before()) {
            int place = at.length();
            if (hashes[place] != at.hash()) {
                hashes[place] = at.hash();
                since[place] = frame;
                weighed[place] = false;
            } else if (frame - since[place] >= SETTLED_FRAMES) {
                settled = Math.max(settled, place);
            }
        }
        return settled;
    }

    private void makeRoom(int places) {
        if (places >= hashes.length) {
            int size = places * 2;
            hashes = Arrays.copyOf(hashes, size);
            since = Arrays.copyOf(since, size);
            shares = Arrays.copyOf(shares, size);
            weighed = Arrays.copyOf(weighed, size);
        }
    }

    private void share(Words best, int frame) {
        for (var at = best; at.before() != null; at = at.before()) {
            int place = at.length();
            if (hashes[place] == at.hash() && weighed[place]) {
                break;
            }
            shares[place] = share(at);
            weighed[place] = frame - at.lastFrame() >= WEIGHED_FRAMES;
        }
    }

    private double share(Words word) {
        double with = 0;
        double all = 0;
        double most = worths[0];
        for (int i = 1; i < count; i++) {
            most = Math.max(most, worths[i]);
        }
        for (int i = 0; i < count; i++) {
            double weight = Math.exp(SHARPNESS * (worths[i] - most));
            all += weight;
            with += candidates[i].contains(word) ? weight : 0;
        }
        return with / all;
    }

    /** Keeps the readings that have these words, and ends the word that has settled if it is the last. */
    private int keep(Words settled, Reading[] readings, int howMany, WordEnds ends,
            double bestSound) {
        int kept = 0;
        for (int i = 0; i < howMany; i++) {
            if (readings[i].wholeWords().length() < settled.length()) {
                close(readings[i], ends, bestSound);
            }
            if (readings[i].wholeWords().common(settled) >= settled.length()) {
                var reading = readings[i];
                readings[i] = readings[kept];
                readings[kept++] = reading;
            }
        }
        return kept;
    }

    /** The likeliest words if nothing follows. */
    Words end(Reading[] readings, int howMany, WordEnds ends, double bestSound) {
        count = 0;
        for (int i = 0; i < howMany; i++) {
            var reading = new Reading();
            reading.copyFrom(readings[i]);
            endAll(reading, ends, bestSound);
        }
        int winner = 0;
        for (int i = 1; i < count; i++) {
            winner = worths[i] > worths[winner] ? i : winner;
        }
        var words = candidates[winner];
        makeRoom(words.length());
        for (var at = words; at.before() != null; at = at.before()) {
            int place = at.length();
            if (hashes[place] != at.hash() || !weighed[place]) {
                hashes[place] = at.hash();
                shares[place] = share(at);
                weighed[place] = true;
            }
        }
        return words;
    }

    /** Adds all ways in which a reading may end. */
    private void endAll(Reading reading, WordEnds ends, double bestSound) {
        int node = ends.wordNode(reading);
        if (node == Lexicon.NONE) {
            if (reading.node == Reading.UNKNOWN || reading.node == Reading.UNKNOWN_ENDED) {
                ends.endUnknown(reading, bestSound);
            } else if (reading.node != Lexicon.ROOT) {
                ends.breakOff(reading, bestSound);
            }
            add(reading.wholeWords(), reading.total() + ends.lastWorth(reading));
            return;
        }
        if (node != reading.node) {
            ends.enter(reading, node);
        }
        var lexicon = ends.vocabulary().lexicon();
        boolean may = false;
        for (int i = 0; i < lexicon.wordCount(node); i++) {
            closing.copyFrom(reading);
            if (ends.end(closing, lexicon.word(node, i), bestSound)) {
                add(closing.wholeWords(), closing.total() + ends.lastWorth(closing));
                may = true;
            }
        }
        if (!may) {
            ends.breakOff(reading, bestSound);
            add(reading.wholeWords(), reading.total() + ends.lastWorth(reading));
        }
    }
}
