package io.antiphon.dialogue.campaign;

import io.antiphon.dialogue.campaign.rule.Criterion;
import io.antiphon.dialogue.campaign.rule.Objection;
import io.antiphon.dialogue.campaign.rule.Rule;
import io.antiphon.dialogue.llm.spend.Budget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an agent behaves, whatever the stage.
 *
 * @param rules the decision tree
 * @param promises what it may promise; a language model is told that it may promise nothing else
 * @param outcomes what a call can come to, the first that holds counts
 * @param person where callers go who want a person; nothing: the agent has none to offer
 * @param handlers by the name of a handler, what it says instead of its usual lines; nothing: it is switched off
 * @param goesByMeaning whether what finished turns mean counts beside their words
 * @param asksModel whether a language model is asked what the caller meant where no rule understands it
 * @param unknown what is said where documents do not answer a question
 * @param unsure what is said where nobody knows whether a tool did what it was called for
 * @param resume what is said to a caller who was cut off and rings again; nothing: such a call begins anew
 * @param budget what a call may spend on language models; then the agent goes on by its script
 */
public record Conduct(List<Rule> rules, List<Objection> objections, List<Criterion> outcomes,
        List<String> promises, Optional<String> person, Map<Handler, List<String>> handlers,
        boolean goesByMeaning, boolean asksModel, List<String> unknown,
        List<String> unsure, List<String> resume, Budget budget) {

    /** What is said where a template says nothing of its own. */
    public static final String UNSURE = "I could not make sure whether that went through. Someone will look into it.";

    /** What is said to a caller who was cut off and rings again, unless the template has words of its own. */
    public static final List<String> USUAL_RESUME = List
            .of("Hello again. We were cut off, so let us go on where we were.");

    /** No rules. */
    public static final Conduct PLAIN = new Conduct(List.of(), List.of(), List.of(), List.of(),
            Optional.empty(), Map.of(), false, false, List.of(), List.of(UNSURE),
            USUAL_RESUME,
            Budget.UNLIMITED);

    public Conduct {
        rules = List.copyOf(rules);
        objections = List.copyOf(objections);
        outcomes = List.copyOf(outcomes);
        promises = List.copyOf(promises);
        handlers = Map.copyOf(handlers);
        unknown = List.copyOf(unknown);
        unsure = List.copyOf(unsure);
        resume = List.copyOf(resume);
    }
}
