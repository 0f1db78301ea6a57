package io.antiphon.dialogue.decide;

import static io.antiphon.dialogue.decide.DecisionTrace.By.TEMPLATE;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.decide.Move.Where;
import io.antiphon.dialogue.decide.Move.Why;
import io.antiphon.dialogue.extract.Lexicon;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the agent does about a caller who says something, or nothing, while it waits for work to be done. */
final class Interim {

    private static final List<String> STILL = List.of("One moment please.",
            "I am still working on it.");
    private static final String SHALL_I_STOP = "I am still working on it. Shall I stop?";

    private final CampaignTemplate template;

    Interim(CampaignTemplate template) {
        this.template = template;
    }

    /** Nothing: the caller is to be answered, and what was being done is no longer wanted. */
    Optional<Move> said(DialogueState state, Understood understood, List<String> words) {
        if (state.waiting().isEmpty()) {
            return Optional.empty();
        }
        var waiting = state.waiting().get();
        if (understood instanceof Understood.Noise) {
            return Optional.of(stay(state));
        }
        return switch (waiting.errand().work().onBargeIn()) {
            case FINISH -> Optional.of(remark(state, STILL.getFirst()));
            case CANCEL -> cancel(state, understood);
            case ASK -> waiting.isInDoubt()
                    ? doubted(state, waiting, words)
                    : Optional.of(remark(state.waitingFor(Optional.of(waiting.inDoubt())),
                            SHALL_I_STOP));
        };
    }

    Move silence(DialogueState state) {
        return remark(state.trying(0, state.silent() + 1), STILL.getLast());
    }

    /** A wish is answered, as is a question that was looked up; whatever else is said ends up where failure does. */
    private Optional<Move> cancel(DialogueState state, Understood understood) {
        boolean isAnswered = switch (understood) {
            case Understood.Wish _, Understood.Everyday _, Understood.Objected _ -> true;
            case Understood.Answer _, Understood.Given _, Understood.Confirmed _, Understood.Denied _, Understood.Unfit _, Understood.Noise _, Understood.Riddle _ ->
                template
                        .stage(state.stage())
                        .work()
                        .isEmpty();
        };
        return isAnswered ? Optional.empty() : Optional.of(given(state, "cancelled"));
    }

    private Optional<Move> doubted(DialogueState state, Waiting waiting, List<String> words) {
        return switch (Lexicon.verdict(words)) {
            case YES -> Optional.of(given(state, "stopped"));
            case NO, NEITHER -> Optional.of(remark(
                    state.waitingFor(Optional.of(new Waiting(waiting.errand(), false))),
                    STILL.getFirst()));
        };
    }

    /** Up, as if it had failed. */
    private Move given(DialogueState state, String rule) {
        var failed = template.stage(state.stage()).on().failed().orElse(template.home());
        return new Move(state.waitingFor(Optional.empty()).trying(0, 0), new Where.To(failed),
                new Why(rule, TEMPLATE, Map.of(), List.of()));
    }

    private static Move stay(DialogueState state) {
        return new Move(state, new Where.Stay(), Why.of("acknowledgement"));
    }

    private static Move remark(DialogueState state, String line) {
        return new Move(state, new Where.Stay(), List.of(line), Why.of("waiting"));
    }
}
