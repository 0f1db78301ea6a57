package io.antiphon.asr.decode;

import io.antiphon.asr.language.Lexicon;
import io.antiphon.asr.language.Phrases;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the likeliest words: prefix beam search (Hannun et al., "First-Pass Large Vocabulary Continuous
 * Speech Recognition using Bi-Directional Recurrent DNNs", 2014) along the lexicon's tree, weighed by
 * n-grams and by what is expected. Readings that the future must treat alike are one: the same place in the
 * tree behind the same last words.
 *
 * <p>A word ends when the next one begins, so that a pause does not multiply the readings by all words that
 * sound alike. Beside the tree runs a loop of any units at a price: what fits no word of the lexicon comes
 * out as a word that is not known. Where the network names letters, that word is spelled as it sounds.
 */
public final class BeamSearch implements Decoder {

    private final Vocabulary whole;
    private final CtcSettings settings;
    private final Timing timing;
    private final int symbols;
    private final int blank;
    private final int mark;
    private final int[] likely;
    private final float[] frame;

    private final Reading[] readings;
    private int count;
    private final ReadingTable grown;
    private final Reading next = new Reading();
    private final Reading ended = new Reading();
    private final Reading known = new Reading();
    private final Standing standing;
    private WordEnds ends;
    private ExpectedSpeech expected = ExpectedSpeech.ANYTHING;
    private ExpectedSpeech heeded = ExpectedSpeech.ANYTHING;
    private int frames;
    /** What the likeliest unit of each frame adds up to. */
    private double bestSound;
    private double bestSoundBefore;
    private int likelyCount;

    public BeamSearch(Vocabulary vocabulary, CtcSettings settings, Timing timing) {
        this.whole = vocabulary;
        this.settings = settings;
        this.timing = timing;
        symbols = vocabulary.symbols().size();
        blank = vocabulary.symbols().blank();
        mark = vocabulary.symbols().mark();
        likely = new int[symbols];
        frame = new float[symbols];
        readings = new Reading[settings.beam()];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = new Reading();
        }
        grown = new ReadingTable(settings.beam() * 8, settings.margin());
        standing = new Standing(settings.beam());
        ends = new WordEnds(whole, Phrases.NONE, settings);
        reset();
    }

    @Override
    public void expect(ExpectedSpeech speech) {
        expected = speech;
    }

    @Override
    public void reset() {
        if (!expected.equals(heeded)) {
            heeded = expected;
            ends = ends(expected);
        }
        count = 1;
        frames = 0;
        bestSound = 0;
        bestSoundBefore = 0;
        standing.reset();
        ends.silence(readings[0]);
    }

    private WordEnds ends(ExpectedSpeech speech) {
        var phrases = Phrases.of(speech, whole.lexicon());
        if (phrases.isEmpty()) {
            return new WordEnds(whole, Phrases.NONE, settings);
        }
        var vocabulary = speech.closed() ? whole.closed(phrases.get()) : whole;
        return new WordEnds(vocabulary, phrases.get(), settings);
    }

    @Override
    public void copyFrom(Decoder other) {
        var from = (BeamSearch) other;
        ends = from.ends;
        expected = from.expected;
        heeded = from.heeded;
        count = from.count;
        frames = from.frames;
        bestSound = from.bestSound;
        bestSoundBefore = from.bestSoundBefore;
        for (int i = 0; i < count; i++) {
            readings[i].copyFrom(from.readings[i]);
        }
        standing.copyFrom(from.standing);
    }

    @Override
    public void hear(FloatBuffer logProbs, int howMany) {
        for (int i = 0; i < howMany; i++) {
            logProbs.get(i * symbols, frame);
            hearFrame();
            frames++;
        }
        count = standing.weigh(readings, count, frames, ends, bestSound);
    }

    private void hearFrame() {
        likelyCount = 0;
        frame[blank] -= (float) settings.blankPenalty();
        float best = frame[blank];
        for (int unit = 0; unit < symbols; unit++) {
            if (unit == mark || whole.symbols().isUnit(unit)) {
                best = Math.max(best, frame[unit]);
                if (frame[unit] > settings.leastLogProb()) {
                    likely[likelyCount++] = unit;
                }
            }
        }
        bestSoundBefore = bestSound;
        bestSound += best;
        grown.clear();
        for (int i = 0; i < count; i++) {
            stay(readings[i]);
        }
        for (int i = 0; i < count && likelyCount > 0; i++) {
            go(readings[i]);
        }
        count = grown.best(readings);
    }

    /** The frame adds nothing, or the last unit goes on. */
    private void stay(Reading reading) {
        next.copyFrom(reading);
        next.blank = reading.total() + frame[blank];
        next.unit = reading.lastUnit == blank
                ? Reading.NEVER
                : reading.unit + frame[reading.lastUnit];
        grown.put(next);
    }

    private void go(Reading reading) {
        switch (reading.node) {
            case Reading.UNKNOWN -> goOnUnknown(reading);
            case Reading.UNKNOWN_ENDED -> afterUnknown(reading);
            case Lexicon.ROOT -> begin(reading);
            default -> goOn(reading);
        }
    }

    private void goOn(Reading reading) {
        var lexicon = ends.vocabulary().lexicon();
        for (int node = lexicon.childrenFrom(reading.node); node < lexicon
                .childrenTo(reading.node); node++) {
            int unit = lexicon.unit(node);
            if (frame[unit] > settings.leastLogProb() && isStep(reading, unit)) {
                ends.enter(next, node);
                count(unit);
                grown.put(next);
            }
        }
        for (int i = 0; i < lexicon.wordCount(reading.node); i++) {
            ended.copyFrom(reading);
            if (ends.end(ended, lexicon.word(reading.node, i), bestSoundBefore)) {
                begin(ended);
            }
        }
    }

    private void goOnUnknown(Reading reading) {
        for (int i = 0; i < likelyCount; i++) {
            if (!isStep(reading, likely[i])) {
                continue;
            }
            if (likely[i] == mark) {
                ends.markUnknown(next);
            } else {
                ends.enterUnknown(next, likely[i]);
                count(likely[i]);
            }
            grown.put(next);
        }
        if (mark < 0) {
            afterUnknown(reading);
        }
    }

    private void afterUnknown(Reading reading) {
        ended.copyFrom(reading);
        if (ends.endUnknown(ended, bestSoundBefore)) {
            begin(ended);
        }
    }

    /** A word begins, one of the lexicon or another. */
    private void begin(Reading from) {
        if (grown.isHopeless(from.total())) {
            return;
        }
        for (int i = 0; i < likelyCount; i++) {
            int unit = likely[i];
            if (unit == mark || !isStep(from, unit)) {
                continue;
            }
            next.firstFrame = frames;
            next.matchBefore = from.sound() - bestSoundBefore;
            count(unit);
            int node = ends.vocabulary().beginning(unit);
            if (node != Lexicon.NONE) {
                known.copyFrom(next);
                ends.enter(known, node);
                grown.put(known);
            }
            ends.enterUnknown(next, unit);
            grown.put(next);
        }
    }

    /** Makes {@link #next} the reading with one more unit, if that can be; its place is still the old one. */
    private boolean isStep(Reading from, int unit) {
        // A unit twice in a row is two units only with a blank between them.
        double before = unit == from.lastUnit ? from.blank : from.total();
        if (before == Reading.NEVER || grown.isHopeless(before + frame[unit])) {
            return false;
        }
        next.copyPath(from);
        next.blank = Reading.NEVER;
        next.unit = before + frame[unit];
        return true;
    }

    private void count(int unit) {
        if (unit != mark) {
            next.count++;
            next.lastFrame = frames;
        }
    }

    private Reading best() {
        return readings[0];
    }

    @Override
    public Heard heard() {
        next.copyFrom(best());
        standing.close(next, ends, bestSound);
        return heard(next.wholeWords(), standing.stable());
    }

    @Override
    public Heard ended() {
        var winner = standing.end(readings, count, ends, bestSound);
        return heard(winner, winner.length());
    }

    private Heard heard(Words last, int stableWords) {
        var backwards = new ArrayDeque<Word>();
        for (var at = last; at.before() != null; at = at.before()) {
            backwards.addFirst(new Word(at.text(), timing.start(at.firstFrame()),
                    timing.end(at.firstFrame(), at.lastFrame()), standing.confidence(at)));
        }
        List<Word> words = new ArrayList<>(backwards);
        var text = words.stream().map(Word::text).collect(Collectors.joining(" "));
        double confidence = words.stream().mapToDouble(Word::confidence).average().orElse(1);
        return new Heard(text, words, Math.min(stableWords, words.size()), confidence);
    }
}
