package io.antiphon.dialogue.llm.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.antiphon.dialogue.llm.Message.Role;
import io.antiphon.dialogue.llm.local.engine.Request.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a language model: {@code settings.json}, which names the other files, and those. */
public final class ModelFolder {

    private static final String SETTINGS = "settings.json";

    private final Path directory;
    private final JsonNode settings;

    private ModelFolder(Path directory, JsonNode settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** Reads the settings. */
    public static ModelFolder open(Path directory) throws ModelFault {
        var whole = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(whole)) {
            throw new ModelFault("no model directory at " + whole);
        }
        var file = existing(whole.resolve(SETTINGS));
        try {
            return new ModelFolder(whole, new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new ModelFault("the model file " + file + " is not JSON", e);
        }
    }

    /** What reports call the model. */
    public String name() {
        return settings.path("name").asText(String.valueOf(directory.getFileName()));
    }

    /** The file that a setting names, which has to be there. */
    public Path file(String setting) throws ModelFault {
        return existing(directory.resolve(text(setting)));
    }

    /** A number that has to be there. */
    public int number(String setting) throws ModelFault {
        int number = settings.path(setting).asInt(-1);
        if (number < 1) {
            throw missing(setting, "a number");
        }
        return number;
    }

    /** A text that has to be there. */
    public String text(String setting) throws ModelFault {
        String text = settings.path(setting).asText("");
        if (text.isEmpty()) {
            throw missing(setting, "a text");
        }
        return text;
    }

    /** The token with which the messages of a role begin. What a tool found is read as an instruction is. */
    public String role(Role role) throws ModelFault {
        String written = (role == Role.TOOL ? Role.SYSTEM : role).written();
        String text = settings.path("roles").path(written).asText("");
        if (text.isEmpty()) {
            throw missing("roles." + written, "a token");
        }
        return text;
    }

    /** How tokens are chosen where nobody says otherwise. */
    public Sampling sampling() throws ModelFault {
        try {
            return new Sampling(settings.path("temperature").asDouble(0),
                    settings.path("top-p").asDouble(1), settings.path("seed").asLong(0));
        } catch (IllegalArgumentException e) {
            throw new ModelFault(directory.resolve(SETTINGS) + ": " + e.getMessage(), e);
        }
    }

    private ModelFault missing(String setting, String expected) {
        return new ModelFault(
                directory.resolve(SETTINGS) + " needs " + setting + ", " + expected);
    }

    private static Path existing(Path file) throws ModelFault {
        if (!Files.isRegularFile(file)) {
            throw new ModelFault("the model needs the file " + file + ", which is missing");
        }
        try {
            if (Files.size(file) == 0) {
                throw new ModelFault("the model file " + file + " is empty");
            }
        } catch (IOException e) {
            throw new ModelFault("the model file " + file + " cannot be read", e);
        }
        return file;
    }
}
