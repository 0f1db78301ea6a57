package io.antiphon.asr.transducer;

import io.antiphon.asr.decode.Decoder;
import io.antiphon.asr.decode.PieceWords;
import io.antiphon.asr.decode.Timing;
import io.antiphon.asr.language.Symbols;
import io.antiphon.asr.model.ModelFault;
import io.antiphon.speech.ExpectedSpeech;
import io.antiphon.speech.Recognition.Heard;
import io.antiphon.speech.Recognition.Word;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the likeliest pieces: beam search with at most one piece a frame (Kang et al., "Fast and Parallel Decoding
 * for Transducer", 2022). What ways to the same pieces are worth is added up. Belongs to one stream.
 *
 * <p>The likeliest pieces are those of the highest probability, whatever their number: to favour longer ones, as
 * others do, would make words of noise on the line.
 */
final class TransducerSearch implements Decoder {

    /** How many readings are kept from frame to frame. */
    static final int BEAM = 4;

    /** Frames after which a word that another has followed counts as settled: a second, usually. */
    private static final int SETTLED_FRAMES = 25;

    /** A piece less likely than this, in nats, is not followed. */
    private static final double LEAST_LOG_PROB = -12;

    private final Joint joint;
    private final Symbols symbols;
    private final Timing timing;
    private final int beam;
    private final boolean[] isPiece;
    private final float[] likely;

    /** Best first, at least one. */
    private List<Reading> readings = List.of();
    private Expectation expectation;
    private ExpectedSpeech expected = ExpectedSpeech.ANYTHING;
    private ExpectedSpeech heeded = ExpectedSpeech.ANYTHING;
    private int frames;
    private int stable;

    TransducerSearch(Joint joint, Symbols symbols, Timing timing) {
        this(joint, symbols, timing, BEAM);
    }

    TransducerSearch(Joint joint, Symbols symbols, Timing timing, int beam) {
        this.joint = joint;
        this.symbols = symbols;
        this.timing = timing;
        this.beam = beam;
        isPiece = new boolean[symbols.size()];
        for (int i = 0; i < isPiece.length; i++) {
            isPiece[i] = symbols.isUnit(i) || i == symbols.mark();
        }
        likely = new float[symbols.size()];
        expectation = Expectation.none(symbols);
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
            expectation = expectation.of(expected);
        }
        readings = List.of(Reading.of(Pieces.NONE, 0, Expectation.START));
        frames = 0;
        stable = 0;
    }

    @Override
    public void copyFrom(Decoder other) {
        var from = (TransducerSearch) other;
        readings = from.readings;
        expectation = from.expectation;
        expected = from.expected;
        heeded = from.heeded;
        frames = from.frames;
        stable = from.stable;
    }

    @Override
    public void hear(FloatBuffer answer, int howMany) throws ModelFault {
        int width = answer.capacity() / Math.max(1, howMany);
        for (int i = 0; i < howMany; i++) {
            hearFrame(answer.slice(i * width, width));
            frames++;
        }
        settle();
    }

    private void hearFrame(FloatBuffer frame) throws ModelFault {
        var grown = new Grown(expectation, frames, beam);
        for (var reading : readings) {
            var told = reading.told();
            var answer = told.isPresent() ? told.get() : joint.told(reading.pieces());
            joint.join(frame, answer, likely);
            grow(reading.with(answer), grown);
        }
        var best = grown.best();
        // Numbers that are none leave no way on; then the frame told nothing.
        readings = best.isEmpty() ? readings : List.copyOf(best);
    }

    private void grow(Reading reading, Grown grown) {
        double most = Double.NEGATIVE_INFINITY;
        for (float value : likely) {
            most = Math.max(most, value);
        }
        double pieces = 0;
        double nothing = 0;
        for (int i = 0; i < likely.length; i++) {
            double share = Math.exp(likely[i] - most);
            pieces += isPiece[i] ? share : 0;
            // What is neither blank nor a piece, such as <unk>, names nothing either.
            nothing += isPiece[i] ? 0 : share;
        }
        double all = Math.log(pieces + nothing);
        grown.stay(reading, Math.log(nothing) - all);
        for (int i = 0; i < likely.length; i++) {
            double logProb = likely[i] - most - all;
            if (isPiece[i] && logProb > LEAST_LOG_PROB) {
                grown.name(reading, i, logProb);
            }
        }
    }

    /** Looks which words will not change, and lets go of readings that lack one that has stood for long. */
    private void settle() {
        var best = whole(readings.getFirst());
        long longAgo = timing.start(Math.max(0, frames - SETTLED_FRAMES));
        int settled = (int) best.stream().takeWhile(word -> word.endSample() <= longAgo).count();
        var kept = new ArrayList<Reading>();
        stable = best.size();
        for (var reading : readings) {
            int common = common(best, whole(reading));
            if (common >= settled) {
                kept.add(reading);
                stable = Math.min(stable, common);
            }
        }
        readings = List.copyOf(kept);
    }

    private List<Word> whole(Reading reading) {
        return words(reading).whole();
    }

    private static int common(List<Word> words, List<Word> others) {
        int common = 0;
        while (common < Math.min(words.size(), others.size())
                && words.get(common).text().equals(others.get(common).text())) {
            common++;
        }
        return common;
    }

    private PieceWords words(Reading reading) {
        var words = new PieceWords(timing);
        reading.pieces().spell(words, symbols);
        return words;
    }

    @Override
    public Heard heard() {
        return words(readings.getFirst()).heard(stable);
    }

    @Override
    public Heard ended() {
        return words(best()).ended();
    }

    /** The likeliest reading if nothing follows. */
    Reading best() {
        var best = readings.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (var reading : readings) {
            double worth = reading.worth() + expectation.lastGain(reading.expectation());
            if (worth > most) {
                most = worth;
                best = reading;
            }
        }
        return best;
    }

    @Override
    public void close() {
        joint.close();
    }
}
