package io.antiphon.dialogue.rehearsal;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.antiphon.dialogue.campaign.Work;
import io.antiphon.dialogue.decide.Errand;
import io.antiphon.dialogue.decide.Returned;
import io.antiphon.dialogue.errand.Errands;
import io.antiphon.dialogue.tool.builtin.CallTools;
import io.antiphon.dialogue.tool.spec.Effect;
import io.antiphon.dialogue.tool.spec.ToolSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Comes back from all errands with what the rehearsal says; tools about the call itself, of which it need not say
 * anything, do what they do. On the telephone the call's thread and those of its errands share it, each for an instant.
 */
public final class ScriptedErrands implements Errands {

    /** What documents are called among the tools. */
    static final String LOOK_UP = "look-up";
    private static final String UNDERSTAND = "understand";

    private final Map<String, ToolSpec> tools;
    private final Map<String, List<Returned>> answers;
    private final Map<String, Integer> runs = new HashMap<>();
    private final List<String> unforeseen = new ArrayList<>();
    private final List<Errand> begun = new ArrayList<>();

    /** @param answers what comes of each tool, call by call; the last one holds for all that follow */
    public ScriptedErrands(List<ToolSpec> tools, Map<String, List<Returned>> answers) {
        this.tools = tools.stream().collect(toMap(ToolSpec::name, identity()));
        this.answers = answers;
    }

    static String name(Errand errand) {
        return switch (errand.work()) {
            case Work.CallTool(var tool, _, _) -> tool;
            case Work.LookUp _ -> LOOK_UP;
            case Work.Understand _ -> UNDERSTAND;
        };
    }

    @Override
    public synchronized Trip begin(Errand errand, String call) {
        begun.add(errand);
        return new Trip() {

            @Override
            public Returned await() {
                return ordered(errand).orElseGet(() -> next(name(errand)));
            }

            @Override
            public void cancel() {
                // Nothing goes on before it is awaited.
            }
        };
    }

    private Optional<Returned> ordered(Errand errand) {
        boolean isScripted = answers.containsKey(name(errand));
        return errand.work() instanceof Work.CallTool(var tool, var with, _) && !isScripted
                ? Optional.ofNullable(tools.get(tool))
                        .filter(spec -> spec.effect() == Effect.CALL)
                        .map(spec -> CallTools.order(spec, with)
                                .<Returned>map(
                                        order -> new Returned.Done(Map.of(), Optional.of(order)))
                                .orElseGet(() -> new Returned.Failed(
                                        "the call cannot do that: " + with)))
                : Optional.empty();
    }

    private synchronized Returned next(String tool) {
        int run = runs.merge(tool, 1, Integer::sum) - 1;
        var all = answers.getOrDefault(tool, List.of());
        if (all.isEmpty()) {
            unforeseen.add(tool);
            return new Returned.Failed("the rehearsal says nothing of it");
        }
        return all.get(Math.min(run, all.size() - 1));
    }

    /** Tools that were run and of which the rehearsal says nothing, since this was last asked. */
    public synchronized List<String> unforeseen() {
        var names = List.copyOf(unforeseen);
        unforeseen.clear();
        return names;
    }

    /** All that were begun, in order. */
    public synchronized List<Errand> begun() {
        return List.copyOf(begun);
    }
}
