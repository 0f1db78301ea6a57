package io.antiphon.asr.decode;

import io.antiphon.asr.language.Symbols;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts pieces of words together, one after the other, as they are named. A piece that begins with
 * {@link Symbols#MARK} begins a word. Belongs to one reader.
 *
 * <p>Words are in lower case and without the punctuation around them, which some networks name as well.
 */
public final class PieceWords {

    private static final Pattern AROUND = Pattern.compile("^[.,;:?!\"]+|[.,;:?!\"]+$");

    private final Timing timing;
    private final List<Word> whole = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();
    private int pieces;
    private int firstFrame;
    private int lastFrame;
    private double logProb;

    public PieceWords(Timing timing) {
        this.timing = timing;
    }

    /** Forgets all words. */
    public void reset() {
        whole.clear();
        clearWord();
    }

    private void clearWord() {
        letters.setLength(0);
        pieces = 0;
        logProb = 0;
    }

    public void copyFrom(PieceWords from) {
        whole.clear();
        whole.addAll(from.whole);
        letters.setLength(0);
        letters.append(from.letters);
        pieces = from.pieces;
        firstFrame = from.firstFrame;
        lastFrame = from.lastFrame;
        logProb = from.logProb;
    }

    /** Adds the next piece, with the frame in which it was named and how likely it was there. */
    public void add(String piece, int frame, double pieceLogProb) {
        if (piece.startsWith(Symbols.MARK)) {
            addWord(whole);
            clearWord();
        }
        var text = piece.replace(Symbols.MARK, "");
        if (text.isEmpty()) {
            return;
        }
        if (letters.isEmpty()) {
            firstFrame = frame;
        }
        lastFrame = frame;
        letters.append(text);
        logProb += pieceLogProb;
        pieces++;
    }

    private void addWord(List<Word> words) {
        var text = AROUND.matcher(letters).replaceAll("").toLowerCase(Locale.ROOT);
        if (!text.isEmpty()) {
            words.add(new Word(text, timing.start(firstFrame), timing.end(firstFrame, lastFrame),
                    Math.exp(logProb / pieces)));
        }
    }

    /** The words behind which another has begun. */
    public List<Word> whole() {
        return List.copyOf(whole);
    }

    /** All words, of which so many are known not to change. */
    public Heard heard(int stableWords) {
        var all = all();
        return heard(all, Math.min(stableWords, all.size()));
    }

    /** All words, none of which will change any more. */
    public Heard ended() {
        var all = all();
        return heard(all, all.size());
    }

    private List<Word> all() {
        var all = new ArrayList<>(whole);
        addWord(all);
        return all;
    }

    private static Heard heard(List<Word> all, int stableWords) {
        var text = all.stream().map(Word::text).collect(Collectors.joining(" "));
        double confidence = all.stream().mapToDouble(Word::confidence).average().orElse(1);
        return new Heard(text, all, stableWords, confidence);
    }
}
