package io.antiphon.dialogue.campaign;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an agent is: who it is, what it says, what it wants to know, where a conversation may go.
 * Immutable, shared by all calls. References between its parts hold, or it does not exist.
 *
 * @param voice a hint for whoever picks the synthesiser; perhaps empty
 * @param persona who the agent is, for language models; perhaps empty
 * @param opening the stage in which a call begins
 * @param home the stage for callers who have got what they wanted
 * @param headers what our answer to the call and all that follows carries
 */
public record CampaignTemplate(String name, String language, String voice, String persona,
        String opening, String home, List<Field> fields, List<Intent> intents, List<Stage> stages,
        Patience unclear, Patience silence, Headers headers) {

    public CampaignTemplate {
        fields = List.copyOf(fields);
        intents = List.copyOf(intents);
        stages = List.copyOf(stages);
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
            require(known.containsAll(stage.on().targets()), "stage " + stage.id()
                    + " leads nowhere");
        }
        requireAnEndOfEveryChain(stages);
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

    /** What a stage waits for. */
    public Expectation expectation(Stage stage) {
        var collected = stage.collects().stream().map(this::field).toList();
        return new Expectation(stage.expects(), collected, !stage.on().digits().isEmpty());
    }

    /** The field that a stage asks for. A stage that asks for a field that is known is passed over. */
    public Optional<Field> asked(Stage stage) {
        return expectation(stage).asked();
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
