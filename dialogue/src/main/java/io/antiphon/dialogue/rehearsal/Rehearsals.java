package io.antiphon.dialogue.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Scripted dialogues of one template.
 *
 * @param template name of an agent that comes with the product, or path of a file
 */
public record Rehearsals(String template, List<Rehearsal> all) {

    public Rehearsals {
        all = List.copyOf(all);
    }

    /** Those of an agent that comes with the product, see {@code Agents.BUILT_IN}. */
    public static RehearsalReading builtIn(String agent) {
        String file = agent + ".yaml";
        try (var stream = Objects.requireNonNull(Rehearsals.class.getResourceAsStream(file),
                file)) {
            return RehearsalReader.read(file,
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
