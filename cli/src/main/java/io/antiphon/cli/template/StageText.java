package io.antiphon.cli.template;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.dialogue.campaign.Reach;
import io.antiphon.dialogue.campaign.Stage;
import io.antiphon.dialogue.campaign.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stages and their ways as lines for a terminal, each stage where it is first met. */
final class StageText {

    private StageText() {}

    static List<String> of(CampaignTemplate template) {
        var lines = new ArrayList<String>();
        lines.add(template.name() + ": begins in " + template.opening() + ", home is "
                + template.home());
        var reach = new Reach(template);
        var reached = reach.stages();
        reached.forEach(id -> draw(template, reach, template.stage(id), lines));
        var lost = template.stages()
                .stream()
                .map(Stage::id)
                .filter(id -> !reached.contains(id))
                .toList();
        if (!lost.isEmpty()) {
            lines.add("");
            lines.add("never reached: " + String.join(", ", lost));
        }
        template.agents()
                .stream()
                .filter(role -> !role.handover().to().isEmpty())
                .forEach(role -> {
                    lines.add("");
                    lines.add("from any stage by " + role.id()
                            + role.model().map(name -> "  (model " + name + ")").orElse(""));
                    ways(reach.handovers(role).toList(), lines);
                });
        lines.add("");
        lines.add("from anywhere");
        var anywhere = new ArrayList<Reach.Way>();
        template.intents()
                .forEach(intent -> anywhere.add(new Reach.Way(intent.id(), intent.stage())));
        template.conduct()
                .objections()
                .forEach(objection -> anywhere.add(new Reach.Way(objection.id() + ", the "
                        + (objection.times() + 1) + ". time",
                        objection.go().orElse(template.home()))));
        template.conduct()
                .person()
                .ifPresent(stage -> anywhere.add(new Reach.Way("a person",
                        stage)));
        anywhere.add(new Reach.Way("not understood, again and again",
                template.unclear().stage()));
        anywhere.add(new Reach.Way("silence, again and again", template.silence().stage()));
        ways(anywhere, lines);
        return lines;
    }

    private static void draw(CampaignTemplate template, Reach reach, Stage stage,
            List<String> lines) {
        lines.add("");
        lines.add(stage.id() + about(template, stage));
        firstLine(stage).ifPresent(line -> lines.add("  │ \"" + line + "\""));
        ways(reach.ways(stage), lines);
        stage.ending().ifPresent(ending -> lines.add("  └─■ " + switch (ending) {
            case Ending.HangUp _ -> "hangs up";
            case Ending.Transfer(var target, _) -> "hands on to " + target;
        }));
    }

    private static Optional<String> firstLine(Stage stage) {
        return Stream.of(stage.script().say(), stage.script().ask())
                .flatMap(List::stream)
                .findFirst();
    }

    private static String about(CampaignTemplate template, Stage stage) {
        var about = new ArrayList<String>();
        stage.nature().phase().ifPresent(phase -> about.add(phase.written()));
        template.agent(stage).ifPresent(role -> about.add("by " + role.id()));
        if (!stage.collects().isEmpty()) {
            about.add("collects " + String.join(", ", stage.collects()));
        }
        stage.work().ifPresent(work -> about.add(switch (work) {
            case Work.CallTool call -> "calls " + call.tool();
            case Work.LookUp _ -> "looks up documents";
            case Work.Understand _ -> "asks a model";
        }));
        return about.isEmpty() ? "" : "  (" + String.join("; ", about) + ")";
    }

    private static void ways(List<Reach.Way> ways, List<String> lines) {
        int width = ways.stream().mapToInt(way -> way.label().length()).max().orElse(0);
        ways.forEach(way -> lines.add("  ├─ " + way.label()
                + " ".repeat(width - way.label().length()) + " ─► " + way.target()));
    }
}
