package io.antiphon.dialogue.campaign;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.antiphon.dialogue.campaign.business.Business;
import io.antiphon.dialogue.campaign.rule.Gate;
import io.antiphon.dialogue.campaign.rule.Objection;
import io.antiphon.dialogue.campaign.rule.Rule;
import io.antiphon.dialogue.knowledge.spec.DocumentSet;
import io.antiphon.dialogue.tool.spec.McpServer;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an agent is: who it is, what it says, what it wants to know, where a conversation may go.
 * Immutable, shared by all calls. References between its parts hold, or it does not exist.
 *
 * @param voice with which it speaks, {@code engine:voice}; empty: with that of the house
 * @param persona who the agent is, for language models; perhaps empty
 * @param opening the stage in which a call begins
 * @param home the stage for callers who have got what they wanted
 * @param headers what our answer to the call and all that follows carries
 * @param agents the several agents that share a conversation; none where there is but one
 * @param mcpServers where some of the tools are
 * @param documents where to look up what no script foresees
 * @param version tells this text from every other
 */
public record CampaignTemplate(String name, String language, String voice, String persona,
        String opening, String home, List<Field> fields, List<Intent> intents, List<Stage> stages,
        Patience unclear, Patience silence, Headers headers, Business business, Conduct conduct,
        List<AgentRole> agents, List<ToolSpec> tools, List<McpServer> mcpServers,
        DocumentSet documents, String version) {

    public CampaignTemplate {
        fields = List.copyOf(fields);
        intents = List.copyOf(intents);
        stages = List.copyOf(stages);
        agents = List.copyOf(agents);
        tools = List.copyOf(tools);
        mcpServers = List.copyOf(mcpServers);
        var known = new HashSet<String>();
        for (var stage : stages) {
            require(known.add(stage.id()), "two stages are called " + stage.id());
        }
        for (var target : List.of(opening, home, unclear.stage(), silence.stage())) {
            require(known.contains(target), "there is no stage " + target);
        }
        known.addAll(Transitions.RESERVED);
        for (var intent : intents) {
            require(known.contains(intent.stage()), "there is no stage " + intent.stage());
        }
        for (var stage : stages) {
            require(known.containsAll(targets(stage)), "stage " + stage.id() + " leads nowhere");
        }
        require(known.containsAll(targets(conduct)), "a rule leads nowhere");
        requireAnEndOfEveryChain(stages);
    }

    public boolean hasOwnVoice() {
        return !voice.isEmpty();
    }

    public Stage stage(String id) {
        return stages.stream()
                .filter(stage -> stage.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stage " + id));
    }

    public Field field(String field) {
        return fields.stream()
                .filter(each -> each.name().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field " + field));
    }

    /** What a stage waits for, before anything is known. */
    public Expectation expectation(Stage stage) {
        var collected = stage.collects().stream().map(this::field).toList();
        return new Expectation(stage.expects(), collected, !stage.on().digits().isEmpty());
    }

    /** The fields that a stage asks for, in that order. Those that are known are passed over. */
    public List<Field> asks(Stage stage) {
        boolean own = !stage.script().ask().isEmpty();
        var asked = new ArrayList<Field>();
        for (var name : stage.collects()) {
            var field = field(name);
            boolean byStage = own && asked.isEmpty() && name.equals(stage.collects().getFirst())
                    && field.type().answer() == stage.expects();
            if (byStage || !field.asking().ask().isEmpty()) {
                asked.add(field);
            }
        }
        return List.copyOf(asked);
    }

    /** Whether there are documents to look something up in. */
    public boolean hasDocuments() {
        return !documents.sources().isEmpty();
    }

    /** The agent that speaks in a stage, where there are several. */
    public Optional<AgentRole> agent(Stage stage) {
        return stage.nature()
                .agent()
                .flatMap(this::agent);
    }

    /** Where an agent begins with a caller who is handed over to it; nothing, where it speaks in no stage. */
    public Optional<Stage> entry(AgentRole role) {
        return stages.stream()
                .filter(stage -> role.handover()
                        .entry()
                        .map(stage.id()::equals)
                        .orElseGet(() -> stage.nature()
                                .agent()
                                .filter(role.id()::equals)
                                .isPresent()))
                .findFirst();
    }

    /** An agent by its name. */
    public Optional<AgentRole> agent(String id) {
        return agents.stream().filter(role -> role.id().equals(id)).findFirst();
    }

    /** All stages to which a stage may lead by itself. */
    public static List<String> targets(Stage stage) {
        var targets = new ArrayList<>(stage.on().targets());
        stage.choices().forEach(choice -> targets.add(choice.stage()));
        stage.bounds().enter().map(Gate::otherwise).ifPresent(targets::add);
        stage.bounds().exit().map(Gate::otherwise).ifPresent(targets::add);
        return targets;
    }

    /** All stages to which rules, objections and the wish for a person lead. */
    public static List<String> targets(Conduct conduct) {
        return Stream.of(conduct.rules().stream().flatMap(CampaignTemplate::targets),
                conduct.objections().stream().map(Objection::go).flatMap(Optional::stream),
                conduct.person().stream()).flatMap(each -> each).toList();
    }

    private static Stream<String> targets(Rule rule) {
        return Stream.concat(rule.deed().go().stream(),
                rule.rules().stream().flatMap(CampaignTemplate::targets));
    }

    private static void requireAnEndOfEveryChain(List<Stage> stages) {
        Map<String, Stage> byId = stages.stream().collect(toUnmodifiableMap(Stage::id, identity()));
        for (var stage : stages) {
            var seen = new HashSet<String>();
            var next = Optional.of(stage);
            while (next.isPresent()) {
                require(seen.add(next.get().id()),
                        "stage " + stage.id() + " leads back to itself without a pause");
                next = next.get().on().then().map(byId::get);
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
