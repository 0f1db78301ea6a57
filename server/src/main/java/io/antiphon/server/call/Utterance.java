package io.antiphon.server.call;

import io.antiphon.dialogue.decide.Plan;
import io.antiphon.dialogue.history.Heard;
import io.antiphon.dialogue.llm.ToolCall;
import io.antiphon.media.floor.Interruption;
import io.antiphon.speech.SpokenWord;
import io.antiphon.speech.UtteranceId;
import java.util.ArrayList;
import java.util.List;

/** What the agent is saying, or is about to say. Owned by the call's thread. */
final class Utterance {

    private final UtteranceId id;
    private final Plan plan;
    private final List<String> clauses = new ArrayList<>();
    private final List<SpokenWord> words = new ArrayList<>();
    private List<ToolCall> asked = List.of();
    private boolean hasStarted;
    private boolean isWhole = true;

    Utterance(UtteranceId id, Plan plan) {
        this.id = id;
        this.plan = plan;
    }

    UtteranceId id() {
        return id;
    }

    Plan plan() {
        return plan;
    }

    /** What may cut it short. */
    Interruption interruption() {
        return switch (plan.bargeIn()) {
            case ANY -> Interruption.ANY;
            case WORDS -> Interruption.WORDS;
            case KEYS -> Interruption.DIGITS;
            case NONE -> Interruption.NONE;
        };
    }

    void worded(String clause) {
        clauses.add(clause);
    }

    void placed(SpokenWord word) {
        words.add(word);
    }

    /** What is to be done when it has been heard. */
    void asks(List<ToolCall> calls) {
        asked = calls;
    }

    List<ToolCall> asked() {
        return asked;
    }

    void started() {
        hasStarted = true;
    }

    /** Whether the caller has heard any of it. */
    boolean hasStarted() {
        return hasStarted;
    }

    /** The voice failed: what was worded will not all be said. */
    void breaksOff() {
        isWhole = false;
    }

    boolean isWhole() {
        return isWhole;
    }

    /** All that has been worded so far. */
    String text() {
        return String.join(" ", clauses);
    }

    /** What the caller heard, to the word, if so many samples have left. */
    String heard(long samples) {
        return Heard.of(words, samples);
    }

    /** The rest. */
    String unheard(long samples) {
        return String.join(" ", words.stream()
                .filter(word -> word.endSample() > samples)
                .map(SpokenWord::text)
                .toList());
    }

    List<SpokenWord> words() {
        return List.copyOf(words);
    }
}
