package io.antiphon.media.playout;

import java.util.ArrayList;
import java.util.List;

/** Writes down what the lane is told. */
final class Scribe implements Progress {

    final List<String> lines = new ArrayList<>();

    @Override
    public void started(int utterance) {
        lines.add("started " + utterance);
    }

    @Override
    public void ended(int utterance, long samplesHeard) {
        lines.add("ended " + utterance + " after " + samplesHeard);
    }

    @Override
    public void cut(int utterance, long samplesHeard) {
        lines.add("cut " + utterance + " after " + samplesHeard);
    }
}
