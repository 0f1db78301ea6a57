package io.antiphon.asr.ctc;

import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the likeliest words: prefix beam search (Hannun et al., "First-Pass Large Vocabulary Continuous
 * Speech Recognition using Bi-Directional Recurrent DNNs", 2014) along the lexicon's tree, weighed by the
 * bigram. A word that the lexicon lacks may be spelled as it sounds, at a price.
 *
 * <p>A word's confidence is what the sound gives per letter, with frames excused in which the network
 * names nothing; a spelling that the network would not have chosen, or letters passed over, lower it.
 */
final class BeamSearch implements Decoder {

    /** A reading so much less likely than the best one never wins. */
    private static final double HOPELESS = 18;

    /** Frames after which a word counts as settled if nothing better came up. */
    private static final int SETTLED_FRAMES = 25;

    private final Vocabulary vocabulary;
    private final CtcSettings settings;
    private final Timing timing;
    private final int symbols;
    private final int[] likely;
    private final float[] frame;

    private Reading[] readings;
    private int count;
    private final ReadingTable grown;
    private final Reading next = new Reading();
    private int frames;
    /** What frames of silence took from every reading alike. */
    private double excused;
    private int likelyCount;

    private long[] settledHash = new long[64];
    private int[] settledSince = new int[64];
    private int stable;

    BeamSearch(Vocabulary vocabulary, CtcSettings settings, Timing timing) {
        this.vocabulary = vocabulary;
        this.settings = settings;
        this.timing = timing;
        symbols = vocabulary.symbols().size();
        likely = new int[symbols];
        frame = new float[symbols];
        readings = new Reading[settings.beam()];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = new Reading();
        }
        grown = new ReadingTable(settings.beam() * (symbols + 2));
        reset();
    }

    @Override
    public void reset() {
        count = 1;
        frames = 0;
        excused = 0;
        stable = 0;
        Arrays.fill(settledHash, 0);
        var first = readings[0];
        first.words = Words.none(vocabulary.bigram().start());
        first.letters = null;
        enter(first, Lexicon.ROOT, vocabulary.symbols().blank());
        first.blank = 0;
        first.letter = Reading.NEVER;
        first.score = 0;
        first.count = 0;
    }

    @Override
    public void copyFrom(Decoder other) {
        var from = (BeamSearch) other;
        count = from.count;
        frames = from.frames;
        excused = from.excused;
        stable = from.stable;
        for (int i = 0; i < count; i++) {
            readings[i].copyFrom(from.readings[i]);
        }
        settledHash = from.settledHash.clone();
        settledSince = from.settledSince.clone();
    }

    @Override
    public void hear(FloatBuffer logProbs, int howMany) {
        for (int i = 0; i < howMany; i++) {
            logProbs.get(i * symbols, frame);
            hearFrame();
            frames++;
        }
        settle();
    }

    private void hearFrame() {
        int blank = vocabulary.symbols().blank();
        likelyCount = 0;
        int best = blank;
        for (int symbol = 0; symbol < symbols; symbol++) {
            if (symbol != blank && frame[symbol] > settings.leastLogProb()) {
                likely[likelyCount++] = symbol;
            }
            best = frame[symbol] > frame[best] ? symbol : best;
        }
        double excusedBefore = excused;
        excused += best == blank ? frame[blank] : 0;
        grown.clear();
        for (int i = 0; i < count; i++) {
            stay(readings[i], blank);
            go(readings[i], excusedBefore);
        }
        count = grown.best(readings, HOPELESS);
    }

    /** The frame adds nothing, or the last letter goes on. */
    private void stay(Reading reading, int blank) {
        next.copyFrom(reading);
        next.blank = reading.sound() + frame[blank];
        next.letter = reading.lastLetter == blank
                ? Reading.NEVER
                : reading.letter + frame[reading.lastLetter];
        grown.put(next);
    }

    private void go(Reading reading, double excusedBefore) {
        double sound = reading.sound();
        for (int i = 0; i < likelyCount; i++) {
            int letter = likely[i];
            // A letter twice in a row is two letters only with a blank between them.
            double before = letter == reading.lastLetter ? reading.blank : sound;
            if (before == Reading.NEVER) {
                continue;
            }
            next.copyPath(reading);
            next.blank = Reading.NEVER;
            next.letter = before + frame[letter];
            if (letter == vocabulary.mark()) {
                if (reading.count > 0) {
                    endWord(next, next.letter - excused);
                    grown.put(next);
                }
            } else {
                addLetter(reading, letter, before - excusedBefore);
                grown.put(next);
            }
        }
    }

    private void addLetter(Reading reading, int letter, double match) {
        if (reading.count == 0) {
            next.firstFrame = frames;
            next.matchBefore = match;
        }
        next.lastFrame = frames;
        next.count = reading.count + 1;
        int child = reading.letters == null
                ? vocabulary.lexicon().child(reading.node, letter)
                : Lexicon.NONE;
        if (child != Lexicon.NONE) {
            enter(next, child, letter);
            return;
        }
        if (reading.letters == null) {
            next.score -= settings.unknownWordPenalty();
            next.letters = vocabulary.letters(reading.node);
        }
        next.score -= settings.unknownLetterPenalty();
        next.letters = Letters.of(next.letters, letter);
        next.node = Lexicon.NONE;
        next.lastLetter = letter;
        next.key = Mix.of(next.wholeWords().hash(), next.letters.hash());
    }

    private void enter(Reading reading, int node, int letter) {
        reading.node = node;
        reading.lastLetter = letter;
        reading.key = Mix.of(reading.wholeWords().hash(), node);
    }

    /** Makes a word of the letters. */
    private void endWord(Reading reading, double match) {
        var bigram = vocabulary.bigram();
        var before = reading.wholeWords();
        int word = bigram.unknown();
        long hash = Mix.of(before.hash(), reading.key);
        String text;
        if (isWord(reading)) {
            word = vocabulary.lexicon().word(reading.node);
            text = vocabulary.lexicon().text(word);
        } else if (reading.letters == null) {
            reading.score -= settings.unknownWordPenalty();
            text = textOf(vocabulary.letters(reading.node));
        } else {
            text = textOf(reading.letters);
        }
        reading.score += settings.languageWeight() * bigram.score(before.word(), word)
                + settings.wordBonus();
        double confidence = Math.exp(Math.min(0, match - reading.matchBefore) / reading.count);
        reading.words = new Words(before, word, text, hash, before.length() + 1,
                reading.firstFrame, reading.lastFrame, confidence);
        reading.letters = null;
        reading.count = 0;
        enter(reading, Lexicon.ROOT, vocabulary.mark());
    }

    private boolean isWord(Reading reading) {
        return reading.letters == null && vocabulary.lexicon().word(reading.node) != Lexicon.NONE;
    }

    private String textOf(@Nullable Letters letters) {
        return letters == null ? "" : letters.text(vocabulary.symbols());
    }

    /** Words that all readings share stay; so do words that have stood unchallenged for long enough. */
    private void settle() {
        var best = best().wholeWords();
        int common = best.length();
        for (int i = 1; i < count; i++) {
            common = best.first(common).common(readings[i].wholeWords());
        }
        if (best.length() >= settledHash.length) {
            settledHash = Arrays.copyOf(settledHash, best.length() * 2);
            settledSince = Arrays.copyOf(settledSince, best.length() * 2);
        }
        int settled = stable;
        for (var at = best; at.length() > stable && at.before() != null; at = at.before()) {
            int place = at.length();
            if (settledHash[place] != at.hash()) {
                settledHash[place] = at.hash();
                settledSince[place] = frames;
            } else if (frames - settledSince[place] >= SETTLED_FRAMES) {
                settled = Math.max(settled, place);
            }
        }
        stable = Math.max(stable, Math.max(common, settled));
        if (settled > common) {
            dropOthers(best.first(settled));
        }
    }

    private void dropOthers(Words settled) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (readings[i].wholeWords().common(settled) >= settled.length()) {
                var reading = readings[i];
                readings[i] = readings[kept];
                readings[kept++] = reading;
            }
        }
        count = kept;
    }

    private Reading best() {
        return readings[0];
    }

    @Override
    public Heard heard() {
        next.copyFrom(best());
        if (next.count > 0 && isWord(next)) {
            endWord(next, next.sound() - excused);
        }
        return heard(next, stable);
    }

    @Override
    public Heard ended() {
        var bigram = vocabulary.bigram();
        var winner = new Reading();
        winner.copyFrom(best());
        double most = Reading.NEVER;
        for (int i = 0; i < count; i++) {
            next.copyFrom(readings[i]);
            if (next.count > 0) {
                endWord(next, next.sound() - excused);
            }
            double total = next.total() + settings.languageWeight()
                    * bigram.score(next.wholeWords().word(), bigram.end());
            if (total > most) {
                most = total;
                winner.copyFrom(next);
            }
        }
        return heard(winner, winner.wholeWords().length());
    }

    private Heard heard(Reading reading, int stableWords) {
        var words = new ArrayDeque<Word>();
        int letters = reading.count;
        for (var at = reading.wholeWords(); at.before() != null; at = at.before()) {
            letters += at.text().length();
            words.addFirst(new Word(at.text(), timing.start(at.firstFrame()),
                    timing.end(at.firstFrame(), at.lastFrame()), at.confidence()));
        }
        double confidence = Math.exp(
                Math.min(0, reading.sound() - excused) / Math.max(1, letters));
        List<Word> all = new ArrayList<>(words);
        var text = all.stream().map(Word::text).collect(Collectors.joining(" "));
        return new Heard(text, all, Math.min(stableWords, all.size()), confidence);
    }
}
