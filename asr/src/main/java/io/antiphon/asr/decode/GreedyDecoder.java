package io.antiphon.asr.decode;

import io.antiphon.asr.language.Symbols;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import java.nio.FloatBuffer;

/**
 * Takes the likeliest symbol of each frame and drops blanks and repeats. For models that come without a
 * lexicon; their symbols may be letters or pieces of words.
 */
public final class GreedyDecoder implements Decoder {

    private final Symbols symbols;
    private final float[] frame;
    private final PieceWords words;
    private int last;
    private int frames;

    public GreedyDecoder(Symbols symbols, Timing timing) {
        this.symbols = symbols;
        frame = new float[symbols.size()];
        words = new PieceWords(timing);
        last = symbols.blank();
    }

    @Override
    public void reset() {
        words.reset();
        last = symbols.blank();
        frames = 0;
    }

    @Override
    public void expect(ExpectedSpeech expected) {
        // Whoever knows no words cannot expect any.
    }

    @Override
    public void copyFrom(Decoder other) {
        var from = (GreedyDecoder) other;
        words.copyFrom(from.words);
        last = from.last;
        frames = from.frames;
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
                words.add(symbols.text(best), frames, frame[best]);
            }
            last = best;
            frames++;
        }
    }

    @Override
    public Heard heard() {
        return words.heard(words.whole().size());
    }

    @Override
    public Heard ended() {
        return words.ended();
    }
}
