package io.antiphon.dialogue.knowledge.read;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats that can be read, told by the ends of file names. */
public enum Format {
    TEXT(".txt"),
    MARKDOWN(".md", ".markdown"),
    HTML(".html", ".htm"),
    PDF(".pdf"),
    DOCX(".docx");

    private final String usualEnd;
    private final String otherEnd;

    Format(String end) {
        this(end, end);
    }

    Format(String usualEnd, String otherEnd) {
        this.usualEnd = usualEnd;
        this.otherEnd = otherEnd;
    }

    private Stream<String> ends() {
        return Stream.of(usualEnd, otherEnd).distinct();
    }

    public static Optional<Format> of(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.ends().anyMatch(name::endsWith))
                .findFirst();
    }

    /** All ends of names, for messages. */
    public static String allEnds() {
        return Arrays.stream(values())
                .flatMap(Format::ends)
                .collect(Collectors.joining(", "));
    }
}
