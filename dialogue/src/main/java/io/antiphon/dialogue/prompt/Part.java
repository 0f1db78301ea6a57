package io.antiphon.dialogue.prompt;

import io.antiphon.dialogue.campaign.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A part of what a language model is told, from a file of its own. */
enum Part {
    MANNER,
    GUARD,
    PROMISES,
    NO_PROMISES,
    BUSINESS,
    KNOWN,
    STAGE,
    HANDED,
    EARLIER;

    private final String text = read(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt");

    /** As it stands. */
    String text() {
        return text;
    }

    /** With a value in its place. */
    String with(String name, String value) {
        return Script.filled(text, Map.of(name, value)).orElse(text);
    }

    private static String read(String file) {
        try (var stream = Objects.requireNonNull(Part.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
