package io.antiphon.asr.decode;

import io.antiphon.asr.language.Lexicon;
import io.antiphon.asr.language.Phrases;
import io.antiphon.speech.Recognition.Word;
import org.jspecify.annotations.Nullable;

/**
 * Where words begin and end in a reading, and what that is worth. Immutable, for one expectation of what
 * will be said.
 */
final class WordEnds {

    /** Fewer sounds than these are a noise rather than a word. */
    private static final int FEWEST_UNKNOWN_SOUNDS = 3;

    private final Vocabulary vocabulary;
    private final Phrases phrases;
    private final CtcSettings settings;
    private final double unknownWordPenalty;
    private final double unknownUnitPenalty;

    WordEnds(Vocabulary vocabulary, Phrases phrases, CtcSettings settings) {
        this.vocabulary = vocabulary;
        this.phrases = phrases;
        this.settings = settings;
        unknownWordPenalty = settings.unknownWordPenalty();
        unknownUnitPenalty = settings.unknownUnitPenalty();
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Makes of a reading one of nothing at all. */
    void silence(Reading reading) {
        reading.words = Words.none();
        reading.context = vocabulary.ngrams().start();
        reading.phrase = Phrases.START;
        reading.blank = 0;
        reading.unit = Reading.NEVER;
        reading.score = 0;
        betweenWords(reading, vocabulary.symbols().blank());
    }

    /** Goes on in the tree of words. */
    void enter(Reading reading, int node) {
        int from = reading.node;
        double before = from == Lexicon.ROOT ? 0 : vocabulary.ahead(from);
        reading.earn(settings.languageWeight() * (vocabulary.ahead(node) - before));
        reading.node = node;
        reading.lastUnit = vocabulary.lexicon().unit(node);
        reading.rekey();
    }

    /** Begins a word that the lexicon lacks, or goes on with it. */
    void enterUnknown(Reading reading, int unit) {
        boolean begins = reading.node != Reading.UNKNOWN;
        if (begins) {
            reading.earn(-unknownWordPenalty);
        }
        int before = begins ? vocabulary.symbols().blank() : reading.lastUnit;
        reading.earn(-unknownUnitPenalty * vocabulary.sequels().cost(before, unit));
        reading.node = Reading.UNKNOWN;
        reading.lastUnit = unit;
        if (vocabulary.isSpelled()) {
            reading.letters = Letters.of(reading.letters, unit);
        }
        reading.rekey();
    }

    /** The mark behind a word that the lexicon lacks. */
    void markUnknown(Reading reading) {
        reading.node = Reading.UNKNOWN_ENDED;
        reading.lastUnit = vocabulary.symbols().mark();
        reading.rekey();
    }

    /** Makes a word of a reading that has come to the end of it; answers whether it may be said here. */
    boolean end(Reading reading, int word, double bestSound) {
        int next = phrases.next(reading.phrase, word);
        if (next == Phrases.NOWHERE) {
            return false;
        }
        var ngrams = vocabulary.ngrams();
        double language = ngrams.score(reading.context, word) - vocabulary.ahead(reading.node);
        double fit = fit(reading, bestSound);
        reading.earn(settings.languageWeight() * language + settings.wordBonus()
                + phrases.gain(reading.phrase, word));
        reading.phrase = next;
        reading.context = ngrams.next(reading.context, word);
        append(reading, word, vocabulary.lexicon().text(word), word, fit);
        return true;
    }

    /** Makes a word of what the lexicon lacks; answers whether there may be one here. */
    boolean endUnknown(Reading reading, double bestSound) {
        int next = phrases.nextUnknown(reading.phrase);
        boolean tooShort = !vocabulary.isSpelled() && reading.count < FEWEST_UNKNOWN_SOUNDS;
        if (next == Phrases.NOWHERE || tooShort) {
            return false;
        }
        double fit = fit(reading, bestSound);
        reading.earn(settings.wordBonus() - phrases.owed(reading.phrase));
        reading.phrase = next;
        int word = vocabulary.ngrams().unknown();
        reading.context = vocabulary.ngrams().next(reading.context, word);
        var letters = reading.letters;
        if (letters == null) {
            append(reading, word, Word.UNKNOWN, word, fit);
        } else {
            append(reading, word, letters.text(vocabulary.symbols()), letters.hash(), fit);
        }
        return true;
    }

    /** Makes a word of the beginning of one, which the lexicon lacks if nothing follows. */
    void breakOff(Reading reading, double bestSound) {
        reading.earn(-settings.languageWeight() * vocabulary.ahead(reading.node)
                - unknownWordPenalty - unknownUnitPenalty * sequels(reading.node));
        if (vocabulary.isSpelled()) {
            reading.letters = spelled(reading.node);
        }
        if (!endUnknown(reading, bestSound)) {
            betweenWords(reading, reading.lastUnit);
        }
    }

    /** What the units up to a node would cost in a word that the lexicon lacks. */
    private double sequels(int node) {
        var lexicon = vocabulary.lexicon();
        double sum = 0;
        for (int at = node; at != Lexicon.ROOT; at = lexicon.parent(at)) {
            int parent = lexicon.parent(at);
            int before = parent == Lexicon.ROOT
                    ? vocabulary.symbols().blank()
                    : lexicon.unit(parent);
            sum += vocabulary.sequels().cost(before, lexicon.unit(at));
        }
        return sum;
    }

    private @Nullable Letters spelled(int node) {
        return node == Lexicon.ROOT
                ? null
                : Letters.of(spelled(vocabulary.lexicon().parent(node)),
                        vocabulary.lexicon().unit(node));
    }

    /** The node that a reading is in, or would be in if the mark behind the word came. */
    int wordNode(Reading reading) {
        if (reading.node <= Lexicon.ROOT) {
            return Lexicon.NONE;
        }
        var lexicon = vocabulary.lexicon();
        int node = vocabulary.isSpelled() && lexicon.wordCount(reading.node) == 0
                ? lexicon.child(reading.node, vocabulary.symbols().mark())
                : reading.node;
        return node == Lexicon.NONE || lexicon.wordCount(node) == 0 ? Lexicon.NONE : node;
    }

    /** What a reading is worth if nothing follows. */
    double lastWorth(Reading reading) {
        double owed = phrases.isClosed() && !phrases.isWhole(reading.phrase)
                ? unknownWordPenalty
                : phrases.owed(reading.phrase);
        var ngrams = vocabulary.ngrams();
        return settings.languageWeight() * ngrams.score(reading.context, ngrams.end()) - owed;
    }

    private static double fit(Reading reading, double bestSound) {
        double match = reading.sound() - bestSound - reading.matchBefore;
        return Math.min(0, match) / Math.max(1, reading.count);
    }

    private void append(Reading reading, int word, String text, long mark, double fit) {
        var before = reading.wholeWords();
        reading.words = new Words(before, word, text, Mix.of(before.hash(), mark),
                before.length() + 1, reading.firstFrame, reading.lastFrame, fit);
        betweenWords(reading, reading.lastUnit);
    }

    private static void betweenWords(Reading reading, int lastUnit) {
        reading.letters = null;
        reading.count = 0;
        reading.node = Lexicon.ROOT;
        reading.lastUnit = lastUnit;
        reading.rekey();
    }
}
