package io.antiphon.dialogue.knowledge.read;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that can be read, told by the ends of file names. */
public enum Format {
    TEXT(".txt"),
    MARKDOWN(".md", ".markdown"),
    HTML(".html", ".htm"),
    PDF(".pdf"),
    DOCX(".docx");

    private final List<String> ends;

    Format(String... ends) {
        this.ends = List.of(ends);
    }

    public static Optional<Format> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.ends.stream().anyMatch(name::endsWith))
                .findFirst();
    }

    /** All ends of names, for messages. */
    public static String allEnds() {
        return Arrays.stream(values())
                .flatMap(format -> format.ends.stream())
                .collect(Collectors.joining(", "));
    }
}
