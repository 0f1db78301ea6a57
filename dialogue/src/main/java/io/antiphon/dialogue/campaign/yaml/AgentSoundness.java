package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.AgentRole;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.YamlNode;
import java.util.List;

/** Looks for agents that no caller comes to, and for handovers that cannot come about. */
final class AgentSoundness {

    private final CampaignTemplate template;
    private final List<Stage> reached;
    private final Findings findings;

    /** {@code reached} are the stages to which a conversation can come. */
    AgentSoundness(CampaignTemplate template, List<Stage> reached, Findings findings) {
        this.template = template;
        this.reached = reached;
        this.findings = findings;
    }

    void look(AgentRole role, YamlNode node) {
        String path = "agents." + role.id();
        var own = reached.stream().filter(stage -> isOf(stage, role)).toList();
        if (template.stages().stream().noneMatch(stage -> isOf(stage, role))) {
            findings.add(node, path, "speaks in no stage");
            return;
        }
        if (own.isEmpty()) {
            findings.add(node, path, "no way leads to a stage of this agent");
        }
        template.entry(role)
                .filter(stage -> !isOf(stage, role))
                .ifPresent(stage -> findings
                        .add(node, path + ".entry", "found \"" + stage.id()
                                + "\", in which this agent does not speak"));
        if (!role.handover().to().isEmpty() && own.stream().noneMatch(this::asksModel)) {
            findings.add(node, path + ".hands-to",
                    "its language model is never asked: neither its stages nor unclear improvise,"
                            + " and there are no documents");
        }
        for (var id : role.handover().to()) {
            var entry = template.agent(id).flatMap(template::entry).map(Stage::id);
            boolean isShut = entry.isPresent() && own.stream()
                    .noneMatch(stage -> stage.bounds().allowsTo(entry.get()));
            if (isShut) {
                findings.add(node, path + ".hands-to", "can never hand over to " + id
                        + ": none of its stages allows to go to " + entry.get());
            }
        }
    }

    private static boolean isOf(Stage stage, AgentRole role) {
        return stage.nature().agent().filter(role.id()::equals).isPresent();
    }

    /** Whether a model may have to word something there. */
    private boolean asksModel(Stage stage) {
        boolean everywhere = template.unclear().improvise().isPresent()
                || template.silence().improvise().isPresent() || template.hasDocuments()
                || template.conduct()
                        .objections()
                        .stream()
                        .anyMatch(each -> each.improvise().isPresent());
        return everywhere || stage.script().improvise().isPresent();
    }
}
