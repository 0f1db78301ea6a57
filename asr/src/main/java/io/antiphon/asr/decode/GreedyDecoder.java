package io.antiphon.asr.decode;

import io.antiphon.asr.language.Symbols;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Takes the likeliest symbol of each frame and drops blanks and repeats. For models that come without a
 * lexicon; their symbols may be letters or pieces of words.
 */
public final class GreedyDecoder implements Decoder {

    private final Symbols symbols;
    private final Timing timing;
    private final float[] frame;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();
    private int last;
    private int frames;
    private int pieces;
    private int firstFrame;
    private int lastFrame;
    private double logProb;

    public GreedyDecoder(Symbols symbols, Timing timing) {
        this.symbols = symbols;
        this.timing = timing;
        frame = new float[symbols.size()];
        last = symbols.blank();
    }

    @Override
    public void reset() {
        words.clear();
        letters.setLength(0);
        last = symbols.blank();
        frames = 0;
        pieces = 0;
        logProb = 0;
    }

    @Override
    public void expect(ExpectedSpeech expected) {
        // Whoever knows no words cannot expect any.
    }

    @Override
    public void copyFrom(Decoder other) {
        var from = (GreedyDecoder) other;
        words.clear();
        words.addAll(from.words);
        letters.setLength(0);
        letters.append(from.letters);
        last = from.last;
        frames = from.frames;
        pieces = from.pieces;
        firstFrame = from.firstFrame;
        lastFrame = from.lastFrame;
        logProb = from.logProb;
    }

    @Override
    public void hear(FloatBuffer logProbs, int howMany) {
        for (int i = 0; i < howMany; i++) {
            logProbs.get(i * frame.length, frame);
            int best = 0;
            for (int symbol = 1; symbol < frame.length; symbol++) {
                best = frame[symbol] > frame[best] ? symbol : best;
            }
            if (best != symbols.blank() && best != last && !symbols.text(best).startsWith("<")) {
                take(symbols.text(best), frame[best]);
            }
            last = best;
            frames++;
        }
    }

    private void take(String piece, double pieceLogProb) {
        if (piece.startsWith(Symbols.MARK)) {
            if (letters.length() > 0) {
                words.add(word());
            }
            letters.setLength(0);
            pieces = 0;
            logProb = 0;
        }
        var text = piece.replace(Symbols.MARK, "");
        if (text.isEmpty()) {
            return;
        }
        if (letters.length() == 0) {
            firstFrame = frames;
        }
        lastFrame = frames;
        letters.append(text);
        logProb += pieceLogProb;
        pieces++;
    }

    private Word word() {
        return new Word(letters.toString().toLowerCase(Locale.ROOT),
                timing.start(firstFrame), timing.end(firstFrame, lastFrame),
                Math.exp(logProb / pieces));
    }

    @Override
    public Heard heard() {
        var all = all();
        return heard(all, words.size());
    }

    @Override
    public Heard ended() {
        var all = all();
        return heard(all, all.size());
    }

    private List<Word> all() {
        var all = new ArrayList<>(words);
        if (letters.length() > 0) {
            all.add(word());
        }
        return all;
    }

    private static Heard heard(List<Word> all, int stableWords) {
        var text = all.stream().map(Word::text).collect(Collectors.joining(" "));
        double confidence = all.stream().mapToDouble(Word::confidence).average().orElse(1);
        return new Heard(text, all, stableWords, confidence);
    }
}
