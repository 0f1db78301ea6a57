package io.antiphon.cli.template;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Reach;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Transitions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stages and their ways in the languages of programs that draw graphs. */
final class StageGraph {

    private StageGraph() {}

    static List<String> mermaid(CampaignTemplate template) {
        var lines = new ArrayList<String>();
        lines.add("stateDiagram-v2");
        lines.add("    [*] --> " + id(template.opening()));
        for (var stage : template.stages()) {
            lines.add("    state \"" + stage.id() + "\" as " + id(stage.id()));
            for (var way : ways(template, stage)) {
                lines.add("    " + id(stage.id()) + " --> " + id(way.target()) + " : "
                        + way.label().replace("\"", "'"));
            }
            stage.ending().ifPresent(_ -> lines.add("    " + id(stage.id()) + " --> [*]"));
        }
        return lines;
    }

    static List<String> dot(CampaignTemplate template) {
        var lines = new ArrayList<String>();
        lines.add("digraph \"" + template.name() + "\" {");
        lines.add("  node [shape=box, style=rounded, fontname=\"sans-serif\"];");
        for (var stage : template.stages()) {
            boolean isEnd = stage.ending().isPresent();
            boolean isOpening = stage.id().equals(template.opening());
            lines.add("  \"" + stage.id() + "\"" + (isEnd
                    ? " [peripheries=2]"
                    : isOpening ? " [penwidth=2]" : "") + ";");
            for (var way : ways(template, stage)) {
                lines.add("  \"" + stage.id() + "\" -> \"" + way.target() + "\" [label=\""
                        + way.label().replace("\"", "\\\"") + "\"];");
            }
        }
        lines.add("}");
        return lines;
    }

    private static List<Reach.Way> ways(CampaignTemplate template, Stage stage) {
        var reach = new Reach(template);
        return Stream.concat(reach.ways(stage).stream(),
                template.agent(stage).stream().flatMap(reach::handovers))
                .filter(way -> !Transitions.RESERVED.contains(way.target()))
                .toList();
    }

    /** Mermaid takes a hyphen in a name for a part of an arrow. */
    private static String id(String stage) {
        return stage.replace('-', '_');
    }
}
