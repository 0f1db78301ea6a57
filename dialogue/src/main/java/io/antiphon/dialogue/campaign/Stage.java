package io.antiphon.dialogue.campaign;

import io.antiphon.dialogue.campaign.rule.Gate;
import java.util.List;
import java.util.Optional;

/**
 * A place in the conversation: what is said there, what is awaited, and where it leads.
 *
 * @param nature what it is for
 * @param collects names of fields. The ones that know how they are asked for are asked for one after another; where the
 *            stage has a question of its own, that asks for the first. Those that are known are passed over, and the
 *            rest is welcome
 * @param forgets names of fields that are unknown again on entering
 * @param bounds what must hold to come here, or to go on
 * @param headers what our signalling carries once the stage has been entered
 */
public record Stage(String id, Nature nature, Script script, AnswerKind expects,
        List<String> collects, List<String> forgets, List<Choice> choices, Transitions on,
        Bounds bounds, Optional<Work> work, Optional<Ending> ending, BargeIn bargeIn,
        Headers headers) {

    public Stage {
        collects = List.copyOf(collects);
        forgets = List.copyOf(forgets);
        choices = List.copyOf(choices);
        if (id.isBlank() || Transitions.RESERVED.contains(id)) {
            throw new IllegalArgumentException("a stage cannot be called \"" + id + "\"");
        }
    }

    /**
     * What a stage is for.
     *
     * @param goal for language models and whoever reads the template; perhaps empty
     * @param phase where it is not worked out
     * @param agent which of several agents speaks here
     * @param consents the consent that a yes gives here and a no withholds
     */
    public record Nature(String goal, Optional<Phase> phase, Optional<String> agent,
            Optional<String> consents) {

        public static final Nature PLAIN = new Nature("", Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /**
     * What must hold to come or go.
     *
     * @param enter on the way in
     * @param exit on the way on; wishes of the caller are free of it
     * @param allows where wishes, objections and rules may lead from here; nothing: anywhere
     */
    public record Bounds(Optional<Gate> enter, Optional<Gate> exit,
            Optional<List<String>> allows) {

        public static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty(),
                Optional.empty());

        public Bounds {
            allows = allows.map(List::copyOf);
        }

        public boolean allowsTo(String stage) {
            return allows.map(each -> each.contains(stage)).orElse(true);
        }
    }

    /** One of several answers. */
    public record Choice(List<String> phrases, String stage) {

        public Choice {
            phrases = List.copyOf(phrases);
        }
    }

    /** Whether it waits for the caller. */
    public boolean waits() {
        return on.then().isEmpty() && ending.isEmpty() && work.isEmpty();
    }
}
