package io.antiphon.cli.template;

import io.antiphon.cli.terminal.Exit;
import io.antiphon.cli.terminal.Trouble;
import io.antiphon.dialogue.Agents;
import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.yaml.TemplateReading;

/** Finds templates for commands that can do nothing with one that has faults. */
final class Templates {

    private Templates() {}

    /** What {@code --help} says about an agent as a parameter. */
    static final String AGENT = "The path of a template, or the name of one that comes with Antiphon.";

    static CampaignTemplate sound(String agent) {
        return switch (Agents.find(agent)) {
            case TemplateReading.Accepted(var template) -> template;
            case TemplateReading.Refused refused ->
                throw new Trouble(Exit.LOST, refused.describe());
        };
    }
}
