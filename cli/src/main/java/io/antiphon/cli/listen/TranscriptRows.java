package io.antiphon.cli.listen;

import io.antiphon.cli.terminal.Tsv;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lines in which a transcription is told. */
record TranscriptRows(boolean utterances, boolean unknown) {

    private static final List<String> UNKNOWN = List.of("[unk]", "<unk>");

    static final List<String> LIVE = List.of("file", "seconds", "kind", "text", "confidence");

    List<String> header() {
        return utterances
                ? List.of("file", "start", "end", "text", "confidence", "rtf")
                : List.of("file", "text", "confidence", "rtf");
    }

    List<String> rows(Transcription heard) {
        var factor = number(heard.realTimeFactor());
        if (!utterances) {
            return List.of(Tsv.row(heard.file(), text(heard.text()), number(heard.confidence()),
                    factor));
        }
        return heard.utterances()
                .stream()
                .filter(utterance -> !utterance.heard().text().isEmpty())
                .map(utterance -> Tsv.row(heard.file(), seconds(utterance.startFrame()),
                        seconds(utterance.endFrame()), text(utterance.heard().text()),
                        number(utterance.heard().confidence()), factor))
                .toList();
    }

    /** The words, with those that the engine did not know as they are wished for. */
    String text(String heard) {
        return Arrays.stream(heard.split(" "))
                .filter(word -> unknown || !UNKNOWN.contains(word))
                .collect(Collectors.joining(" "));
    }

    static String seconds(int frames) {
        return String.format(Locale.ROOT, "%.2f", Stretch.seconds(frames));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
