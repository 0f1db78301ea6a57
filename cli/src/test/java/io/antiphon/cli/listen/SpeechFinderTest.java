package io.antiphon.cli.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechFinderTest {

    private final List<Float> likelihoods = new ArrayList<>();

    @Test
    void stretchBeginsWhereItsFirstLikelyFrameIs() {
        frames(10, 0.1);
        frames(20, 0.9);
        frames(40, 0.1);
        assertEquals(List.of("10-30 0.90"), found());
    }

    @Test
    void clickIsNoSpeech() {
        frames(10, 0.1);
        frames(2, 1);
        frames(40, 0.1);
        assertEquals(List.of(), found());
    }

    @Test
    void shortPauseDoesNotEndAStretchAndALongOneDoes() {
        frames(20, 0.9);
        frames(14, 0.1);
        frames(20, 0.9);
        frames(15, 0.1);
        frames(20, 0.9);
        assertEquals(List.of("0-54", "69-89"),
                places());
    }

    @Test
    void fadingVoiceStillSpeaks() {
        frames(5, 0.9);
        frames(20, 0.4);
        frames(20, 0.1);
        assertTrue(found().getFirst().startsWith("0-25 "), found().toString());
    }

    @Test
    void longSpeechEndsInAShortPause() {
        frames(20 * 50, 0.9);
        frames(10, 0.1);
        frames(20 * 50, 0.9);
        assertEquals(List.of("0-1000", "1010-2010"),
                places());
    }

    @Test
    void speechWithoutAPauseIsCutAfterHalfAMinute() {
        frames(70 * 50, 0.9);
        assertEquals(List.of("0-1500", "1500-3000", "3000-3500"),
                places());
    }

    @Test
    void marginsTakeNothingFromTheNeighbours() {
        var widened = Transcriber.widened(List.of(new Stretch(5, 50, 1), new Stretch(60, 100, 1),
                new Stretch(300, 400, 1)), 410);
        assertEquals(List.of("0-55", "55-120", "280-405"),
                widened.stream().map(part -> part.start() + "-" + part.end()).toList());
    }

    private void frames(int count, double likelihood) {
        likelihoods.addAll(Collections.nCopies(count, (float) likelihood));
    }

    private List<String> places() {
        return found().stream().map(found -> found.replaceFirst(" .*", "")).toList();
    }

    private List<String> found() {
        var row = new float[likelihoods.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = likelihoods.get(i);
        }
        return Transcriber.stretches(row, new SpeechFinder(0.5, 15))
                .stream()
                .map(found -> String.format("%d-%d %.2f", found.start(), found.end(),
                        found.likelihood()))
                .toList();
    }
}
