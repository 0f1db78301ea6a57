package io.antiphon.cli.listen;

import io.antiphon.speech.ExpectedSpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The phrases that a person expects in a recording. */
final class Grammar {

    /** As much as the server gives to what a stage of a conversation expects. */
    private static final double BOOST = 1.5;

    private Grammar() {}

    /**
     * Reads what was written at the command line: the name of a file with a phrase on each line, or phrases with
     * strokes or commas between.
     *
     * @param closed whether nothing else may be heard
     */
    static ExpectedSpeech read(String written, boolean closed) throws IOException {
        var lines = file(written);
        var phrases = (lines.isPresent() ? lines.get().stream() : split(written))
                .map(phrase -> phrase.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .filter(phrase -> !phrase.isEmpty() && !phrase.startsWith("#"))
                .distinct()
                .toList();
        if (phrases.isEmpty()) {
            throw new IOException("no phrase in '" + written + "'");
        }
        return closed ? ExpectedSpeech.only(phrases) : ExpectedSpeech.likely(phrases, BOOST);
    }

    private static Optional<List<String>> file(String written) throws IOException {
        try {
            var file = Path.of(written);
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readAllLines(file))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            // Not every phrase could be the name of a file.
            return Optional.empty();
        }
    }

    private static Stream<String> split(String written) {
        return Arrays.stream(written.split("[|,\\n]", -1));
    }
}
