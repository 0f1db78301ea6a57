package io.antiphon.dialogue.campaign;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a conversation can get to, by the ways that a template leaves open. */
public final class Reach {

    /** A way from a stage, and what opens it: {@code yes}, {@code filled}, {@code 1}. */
    public record Way(String label, String target) {}

    private final CampaignTemplate template;

    public Reach(CampaignTemplate template) {
        this.template = template;
    }

    /** All stages that a conversation can come to, in the order in which they are met. */
    public Set<String> stages() {
        var met = new LinkedHashSet<String>();
        Deque<String> next = new ArrayDeque<>(roots());
        while (!next.isEmpty()) {
            String id = next.removeFirst();
            if (met.add(id)) {
                next.addAll(Stream.concat(ways(template.stage(id)).stream(),
                        template.agent(template.stage(id)).stream().flatMap(this::handovers))
                        .map(Way::target)
                        .filter(target -> !Transitions.RESERVED.contains(target))
                        .toList());
            }
        }
        return met;
    }

    /** Where a conversation begins, and where it may go from any stage. */
    private List<String> roots() {
        return Stream.of(Stream.of(template.opening(), template.home()),
                template.intents().stream().map(Intent::stage),
                CampaignTemplate.targets(template.conduct()).stream(),
                Stream.of(template.unclear().stage(), template.silence().stage()))
                .flatMap(each -> each)
                .filter(target -> !Transitions.RESERVED.contains(target))
                .toList();
    }

    /** The ways out of a stage that are its own, in the order in which they are tried. */
    public List<Way> ways(Stage stage) {
        var on = stage.on();
        var ways = new ArrayList<Way>();
        stage.bounds()
                .enter()
                .ifPresent(gate -> ways.add(new Way("not let in",
                        gate.otherwise())));
        on.intents().forEach((intent, target) -> ways.add(new Way(intent, target)));
        add(ways, "filled", on.filled());
        add(ways, "yes", on.yes());
        add(ways, "no", on.no());
        on.digits()
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> ways.add(new Way("key " + entry.getKey(), entry.getValue())));
        stage.choices()
                .forEach(choice -> ways.add(new Way("\"" + choice.phrases().getFirst() + "\"",
                        choice.stage())));
        add(ways, "done", on.done());
        add(ways, "nothing found", on.nothing());
        add(ways, "failed", on.failed());
        add(ways, "nobody knows", on.unsure());
        add(ways, "unclear", on.unclear());
        add(ways, "silence", on.silence());
        add(ways, "then", on.then());
        stage.bounds()
                .exit()
                .ifPresent(gate -> ways.add(new Way("not let go",
                        gate.otherwise())));
        return List.copyOf(ways);
    }

    /** Where the language model of an agent may hand over to, from any of its stages. */
    public Stream<Way> handovers(AgentRole role) {
        return role.handover()
                .to()
                .stream()
                .flatMap(id -> template.agent(id).stream())
                .flatMap(to -> template.entry(to)
                        .map(entry -> new Way("model hands over to " + to.id(), entry.id()))
                        .stream());
    }

    private static void add(List<Way> ways, String label, Optional<String> target) {
        target.ifPresent(stage -> ways.add(new Way(label, stage)));
    }
}
