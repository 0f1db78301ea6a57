package io.antiphon.dialogue.campaign.yaml;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.antiphon.dialogue.campaign.AgentRole;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Conduct;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.campaign.Patience;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.business.Business;
import io.antiphon.dialogue.campaign.rule.Objection;
import io.antiphon.dialogue.knowledge.spec.DocumentSetReader;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.dialogue.tool.spec.Source;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import io.antiphon.dialogue.tool.yaml.ToolsReader;
import io.antiphon.dialogue.tool.yaml.ToolsReading;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.Section;
import io.antiphon.dialogue.yaml.YamlNode;
import io.antiphon.dialogue.yaml.YamlProblem;
import io.antiphon.dialogue.yaml.YamlTree;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads campaign templates. Whatever is wrong with one comes back as a list of problems. */
public final class TemplateReader {

    private static final String ENGLISH = "en";
    private static final String VOICE_OF_THE_HOUSE = "default";
    private static final Pattern VOICE = Pattern.compile("[a-z][a-z-]*:.+");
    private static final long LARGEST_BYTES = 1_000_000;
    private static final int VERSION_BYTES = 12;
    private final Findings findings;
    private final Path folder;
    private final References references;
    private final Map<String, YamlNode> stageNodes = new LinkedHashMap<>();
    private final Map<String, YamlNode> fieldNodes = new LinkedHashMap<>();
    private final Map<String, YamlNode> agentNodes = new LinkedHashMap<>();
    private final ConditionReader conditions;

    private TemplateReader(String file) {
        this.findings = new Findings(file);
        this.folder = folder(file);
        this.references = new References(findings);
        this.conditions = new ConditionReader(findings, references);
    }

    /** What the paths in a template are relative to. */
    private static Path folder(String file) {
        return Optional.ofNullable(Path.of(file).toAbsolutePath().getParent())
                .orElse(Path.of("").toAbsolutePath());
    }

    private sealed interface Text {

        record Of(String yaml) implements Text {}

        record Unreadable(String message) implements Text {}
    }

    /** Reads a file. */
    public static TemplateReading read(Path file) {
        return switch (text(file)) {
            case Text.Of(var yaml) -> read(file.toString(), yaml);
            case Text.Unreadable(var message) -> refused(file, message);
        };
    }

    private static Text text(Path file) {
        try {
            return Files.size(file) > LARGEST_BYTES
                    ? new Text.Unreadable(
                            "larger than " + LARGEST_BYTES + " bytes, which no template is")
                    : new Text.Of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return new Text.Unreadable("there is no such file");
        } catch (MalformedInputException e) {
            return new Text.Unreadable("not UTF-8 text");
        } catch (IOException e) {
            return new Text.Unreadable("cannot be read: " + e.getMessage());
        }
    }

    /** Reads text; {@code file} is what messages call it. */
    public static TemplateReading read(String file, String yaml) {
        return new TemplateReader(file).template(yaml);
    }

    /** Reads text, and looks for what can be read and cannot work. */
    public static Inspection inspect(String file, String yaml) {
        var reader = new TemplateReader(file);
        var reading = reader.template(yaml);
        var warnings = new Findings(file);
        if (reading instanceof TemplateReading.Accepted(var template)) {
            new Soundness(template, warnings).look(new Soundness.Places(reader.stageNodes,
                    reader.fieldNodes, reader.agentNodes, reader.references.mentions()));
        }
        return new Inspection(reading, warnings.inOrder());
    }

    /** Reads a file, and looks for what can be read and cannot work. */
    public static Inspection inspect(Path file) {
        return switch (text(file)) {
            case Text.Of(var yaml) -> inspect(file.toString(), yaml);
            case Text.Unreadable(var message) ->
                new Inspection(refused(file, message), List.of());
        };
    }

    private static TemplateReading refused(Path file, String message) {
        return new TemplateReading.Refused(
                List.of(new YamlProblem(file.toString(), 0, 0, "", message)));
    }

    private TemplateReading template(String yaml) {
        var root = new YamlTree(findings).parse(yaml);
        if (root.isEmpty()) {
            return new TemplateReading.Refused(findings.inOrder());
        }
        var section = new Section(findings, root.get(), "");
        var fields = fields(section);
        var intents = intents(section);
        var tools = new ToolsReader(findings).read(section);
        announcements(tools);
        var stages = stages(section, fields, tools);
        String opening = stageName(section, "opening");
        String home = stageName(section, "home");
        var unclear = patience(section, "unclear");
        var silence = patience(section, "silence");
        var texts = texts(section);
        var headers = new HeadersReader(findings, references).read(section);
        var business = new BusinessReader(findings).read(section);
        var conductReader = new ConductReader(findings, references, conditions);
        var conduct = conductReader.read(section);
        var agents = conductReader.agents(section);
        agentNodes.putAll(section.named("agents"));
        checkHandovers(agents, tools);
        var documents = new DocumentSetReader(findings).read(texts.getFirst(), folder, section);
        section.refuseOthers();
        references.check(new References.Names(stages.stream().map(Stage::id).toList(),
                fields.keySet(), intentIds(intents, conduct),
                business.spoken()
                        .keySet()
                        .stream()
                        .map(name -> name.substring(Business.PREFIX.length()))
                        .toList(),
                agents.stream().map(AgentRole::id).toList(), names(tools)));
        if (!findings.isEmpty()) {
            return new TemplateReading.Refused(findings.inOrder());
        }
        try {
            return new TemplateReading.Accepted(new CampaignTemplate(texts.get(0), texts.get(1),
                    texts.get(2), texts.get(3), opening, home, List.copyOf(fields.values()),
                    intents, stages, unclear, silence, headers, business, conduct, agents,
                    tools.tools(), tools.servers(), documents, version(yaml)));
        } catch (IllegalArgumentException e) {
            findings.add(root.get(), "", String.valueOf(e.getMessage()));
            return new TemplateReading.Refused(findings.inOrder());
        }
    }

    private void checkHandovers(List<AgentRole> agents, ToolsReading tools) {
        boolean handsOver = agents.stream().anyMatch(role -> !role.handover().to().isEmpty());
        Optional.ofNullable(tools.places().get(AgentRole.HAND_OVER))
                .filter(_ -> handsOver)
                .ifPresent(node -> findings.add(node, "tools", "found a tool called \""
                        + AgentRole.HAND_OVER
                        + "\", which is how language models hand over, expected another name"));
    }

    /** What whoever takes a caller is told mentions fields, as any line does. */
    private void announcements(ToolsReading tools) {
        for (var tool : tools.tools()) {
            if (tool.source() instanceof Source.Own(BuiltIn.Transfer(var _, var announcement))) {
                var node = Objects.requireNonNull(tools.places().get(tool.name()));
                announcement.forEach(line -> references.line(node, "tools." + tool.name()
                        + ".built-in.announce", line));
            }
        }
    }

    private static String version(String yaml) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(yaml.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<String> names(ToolsReading tools) {
        return tools.tools().stream().map(ToolSpec::name).toList();
    }

    private static List<String> intentIds(List<Intent> intents, Conduct conduct) {
        return Stream.concat(intents.stream().map(Intent::id),
                conduct.objections().stream().map(Objection::id)).toList();
    }

    private List<String> texts(Section section) {
        return List.of(section.text("name"), language(section), voice(section),
                section.optional("persona").orElse(""));
    }

    private String language(Section section) {
        String language = section.optional("language").orElse(ENGLISH);
        if (!language.equals(ENGLISH)) {
            section.value("language")
                    .ifPresent(node -> findings.add(node,
                            section.path("language"), "found \"" + language
                                    + "\", expected en: no other language is understood so far"));
        }
        return language;
    }

    private String voice(Section section) {
        String voice = section.optional("voice").orElse(VOICE_OF_THE_HOUSE);
        if (voice.equals(VOICE_OF_THE_HOUSE)) {
            return "";
        }
        if (!VOICE.matcher(voice).matches()) {
            section.value("voice")
                    .ifPresent(node -> findings.add(node, section.path("voice"),
                            "found \"" + voice
                                    + "\", expected default, or engine:voice such as flite:slt"));
        }
        return voice;
    }

    private Map<String, Field> fields(Section section) {
        var fields = new LinkedHashMap<String, Field>();
        section.named("fields").forEach((name, node) -> {
            var each = new Section(findings, node, section.path("fields") + "." + name);
            if (name.contains(".")) {
                findings.add(node, section.path("fields") + "." + name,
                        "found a name with a dot, which only facts have");
            }
            fieldNodes.put(name, node);
            fields.put(name, new FieldReader(findings, references).read(name, each));
        });
        return fields;
    }

    private List<Intent> intents(Section section) {
        var intents = new ArrayList<Intent>();
        for (var each : section.sections("intents")) {
            String id = each.text("id");
            var phrases = each.texts("phrases");
            if (phrases.isEmpty()) {
                each.missing("phrases", "one phrase or more");
            }
            String stage = stageName(each, "go");
            var fills = each.texts("fills");
            each.value("fills")
                    .ifPresent(node -> fills
                            .forEach(field -> references.field(node, each.path("fills"), field)));
            each.refuseOthers();
            if (intents.stream().anyMatch(other -> other.id().equals(id))) {
                findings.add(each.node(), each.path("id"), "found \"" + id + "\" twice");
            }
            intents.add(new Intent(id, phrases.isEmpty() ? List.of("?") : phrases, stage, fills));
        }
        return intents;
    }

    private List<Stage> stages(Section section, Map<String, Field> fields, ToolsReading tools) {
        var reader = new StageReader(findings, references, conditions, fields,
                tools.tools().stream().collect(toMap(ToolSpec::name, identity(), (a, _) -> a)));
        var stages = new ArrayList<Stage>();
        var sections = section.sections("stages");
        if (sections.isEmpty()) {
            section.missing("stages", "a list of stages");
        }
        for (var each : sections) {
            var stage = reader.read(each);
            if (stages.stream().anyMatch(other -> other.id().equals(stage.id()))) {
                findings.add(each.node(), each.path("id"), "found \"" + stage.id() + "\" twice");
            }
            stageNodes.put(stage.id(), each.node());
            stages.add(stage);
        }
        return stages;
    }

    private Patience patience(Section section, String key) {
        var part = section.section(key);
        if (part.isEmpty()) {
            section.missing(key, "retries, say and go");
            return new Patience(0, List.of("?"), "?", Optional.empty());
        }
        var lines = part.get().texts("say");
        if (lines.isEmpty()) {
            part.get().missing("say", "one line or more");
        }
        int retries = part.get().number("retries", 2);
        String stage = stageName(part.get(), "go");
        var improvise = part.get().optional("improvise");
        part.get().refuseOthers();
        return new Patience(retries, lines.isEmpty() ? List.of("?") : lines, stage, improvise);
    }

    private String stageName(Section section, String key) {
        String stage = section.text(key);
        section.value(key).ifPresent(node -> references.stage(node, section.path(key), stage));
        return stage;
    }
}
