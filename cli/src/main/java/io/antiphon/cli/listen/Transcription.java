package io.antiphon.cli.listen;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was heard in a file.
 *
 * @param soundNs how long the sound is
 * @param workNs how long it took to hear it
 */
record Transcription(String file, List<Utterance> utterances, long soundNs, long workNs) {

    Transcription {
        utterances = List.copyOf(utterances);
    }

    String text() {
        return utterances.stream()
                .map(utterance -> utterance.heard().text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** The mean of the utterances, each with the weight of its words; 0 if there are none. */
    double confidence() {
        double sum = 0;
        int words = 0;
        for (var utterance : utterances) {
            int count = utterance.heard().words().size();
            sum += utterance.heard().confidence() * count;
            words += count;
        }
        return words == 0 ? 0 : sum / words;
    }

    double realTimeFactor() {
        return (double) workNs / Math.max(1, soundNs);
    }
}
