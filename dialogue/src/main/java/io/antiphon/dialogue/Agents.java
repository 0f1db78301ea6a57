package io.antiphon.dialogue;

import io.antiphon.dialogue.campaign.yaml.Inspection;
import io.antiphon.dialogue.campaign.yaml.TemplateReader;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;
import io.antiphon.dialogue.yaml.YamlProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Finds the template of an agent: one that comes with the product, by name, or any other, by path. */
public final class Agents {

    /** The agents that come with the product. */
    public static final List<String> BUILT_IN = List.of("front-desk",
            "appointment-reminder", "sales-qualification", "support", "survey");

    private Agents() {}

    /** The JSON Schema of templates. */
    public static String schema() {
        return resource("template.schema.json");
    }

    /** The text of a template that comes with the product. */
    public static String text(String builtIn) {
        return resource(builtIn + ".yaml");
    }

    private static String resource(String file) {
        try (var stream = Objects.requireNonNull(Agents.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the template of an agent and looks for what cannot work in it. */
    public static Inspection inspect(String agent) {
        if (BUILT_IN.contains(agent)) {
            return TemplateReader.inspect(agent + ".yaml", text(agent));
        }
        return isPath(agent)
                ? TemplateReader.inspect(Path.of(agent))
                : new Inspection(find(agent), List.of());
    }

    private static boolean isPath(String agent) {
        return agent.endsWith(".yaml") || agent.endsWith(".yml");
    }

    /** Reads the template of an agent. Never throws on account of what the template says. */
    public static TemplateReading find(String agent) {
        if (BUILT_IN.contains(agent)) {
            return TemplateReader.read(agent + ".yaml", text(agent));
        }
        if (!isPath(agent)) {
            return refused(agent, "found no agent of this name, expected one of "
                    + String.join(", ", BUILT_IN) + " or the path of a .yaml file");
        }
        try {
            return TemplateReader.read(Path.of(agent));
        } catch (InvalidPathException e) {
            return refused(agent, "no valid path: " + e.getReason());
        }
    }

    private static TemplateReading refused(String agent, String message) {
        return new TemplateReading.Refused(
                List.of(new YamlProblem(agent, 0, 0, "", message)));
    }
}
