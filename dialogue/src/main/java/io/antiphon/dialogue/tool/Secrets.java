package io.antiphon.dialogue.tool;

import io.antiphon.dialogue.tool.spec.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads secrets where they lie, each time one is needed: one that was renewed counts at once, and nothing keeps it.
 *
 * @param folder what the names of files are relative to
 * @param environment what a variable holds
 */
public record Secrets(Path folder, Function<String, Optional<String>> environment) {

    private static final int LONGEST_BYTES = 16_384;

    /** The secret, unless there is none or it is none: empty, too long, or with control characters in it. */
    public Optional<String> read(Secret secret) {
        return (switch (secret) {
            case Secret.FromFile(var file) -> firstLine(folder.resolve(file));
            case Secret.FromEnvironment(var variable) -> environment.apply(variable);
        }).map(String::strip)
                .filter(text -> !text.isEmpty() && text.chars().noneMatch(Character::isISOControl));
    }

    /** What to tell an operator about one that is not to be had. */
    public String missing(Secret secret) {
        return switch (secret) {
            case Secret.FromFile(var file) -> "no secret in the file " + folder.resolve(file);
            case Secret.FromEnvironment(var variable) ->
                "no secret in the environment variable " + variable;
        };
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Files.size(file) > LONGEST_BYTES
                    ? Optional.empty()
                    : Files.readString(file).lines().findFirst();
        } catch (IOException e) {
            // That it is not to be had is the answer; missing() tells it.
            return Optional.empty();
        }
    }
}
