package io.antiphon.dialogue.campaign.yaml;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Field;
import io.antiphon.dialogue.campaign.Intent;
import io.antiphon.dialogue.campaign.Reach;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.rule.Rule;
import io.antiphon.dialogue.yaml.Findings;
import io.antiphon.dialogue.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for what fits together and still cannot work: what is never reached, never asked for, never said. */
final class Soundness {

    private final CampaignTemplate template;
    private final Findings findings;
    private final List<Stage> reached;
    private final Set<String> reachedIds;

    /**
     * Where the parts of a template stand.
     *
     * @param mentions lines that mention fields
     */
    record Places(Map<String, YamlNode> stages, Map<String, YamlNode> fields,
            Map<String, YamlNode> agents, List<References.Mention> mentions) {}

    Soundness(CampaignTemplate template, Findings findings) {
        this.template = template;
        this.findings = findings;
        this.reachedIds = new Reach(template).stages();
        this.reached = template.stages()
                .stream()
                .filter(stage -> reachedIds.contains(stage.id()))
                .toList();
    }

    void look(Places places) {
        places.stages().forEach((id, node) -> {
            if (!reachedIds.contains(id)) {
                findings.add(node, "stages." + id, "no way leads to this stage");
            }
        });
        places.agents()
                .forEach((id, node) -> new AgentSoundness(template, reached, findings)
                        .look(template.agent(id).orElseThrow(), node));
        var obtained = obtained();
        places.fields().forEach((name, node) -> field(template.field(name), node, obtained));
        for (var mention : places.mentions()) {
            if (!obtained.contains(mention.field())) {
                findings.add(mention.at(), mention.path(), "mentions {" + mention.field()
                        + "}, which nothing ever fills; the line will never be said");
            }
        }
    }

    private void field(Field field, YamlNode node, Set<String> obtained) {
        boolean isAsked = reached.stream()
                .flatMap(stage -> template.asks(stage).stream())
                .anyMatch(field::equals);
        boolean isKnown = field.from().isPresent() || isSet(field.name());
        if (field.required() && !isAsked && !isKnown) {
            findings.add(node, "fields." + field.name(),
                    "is required, and no stage that can be reached asks for it");
        } else if (!obtained.contains(field.name())) {
            findings.add(node, "fields." + field.name(), "nothing ever fills this field");
        }
    }

    /** The fields that something fills: a stage, an intent, a fact, a rule, a tool. */
    private Set<String> obtained() {
        var obtained = new HashSet<String>();
        reached.forEach(stage -> obtained.addAll(stage.collects()));
        template.intents().stream().map(Intent::fills).forEach(obtained::addAll);
        template.fields()
                .stream()
                .filter(field -> field.from().isPresent() || isSet(field.name()))
                .map(Field::name)
                .forEach(obtained::add);
        return obtained;
    }

    private boolean isSet(String field) {
        boolean byRule = rules(template.conduct().rules())
                .anyMatch(rule -> rule.deed().set().containsKey(field));
        return byRule || template.tools()
                .stream()
                .anyMatch(tool -> tool.result().containsKey(field));
    }

    private static Stream<Rule> rules(List<Rule> rules) {
        return rules.stream().flatMap(rule -> Stream.concat(Stream.of(rule), rules(rule.rules())));
    }
}
