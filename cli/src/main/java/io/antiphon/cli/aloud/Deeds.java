package io.antiphon.cli.aloud;

import io.antiphon.cli.demo.CallerVoice;
import io.antiphon.dialogue.campaign.Facts;
import io.antiphon.dialogue.rehearsal.Check;
import io.antiphon.dialogue.rehearsal.Rehearsal;
import io.antiphon.dialogue.rehearsal.Rehearsal.Deed;
import io.antiphon.dialogue.rehearsal.Rehearsal.Step;
import io.antiphon.dialogue.text.TextCall.Meanwhile;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;

/** What a caller does in a rehearsal, as it is done on the telephone. */
sealed interface Deeds {

    /** Something is said. */
    final class Speech implements Deeds {

        private final short[] sound;

        /** @param sound at 8 kHz; nobody changes it */
        Speech(short[] sound) {
            this.sound = sound;
        }

        short[] sound() {
            return sound;
        }
    }

    /** These keys are pressed, one after another. */
    record Keys(String keys) implements Deeds {}

    /** Nothing is heard of it, and the agent goes on by itself; must not wait. */
    record Quiet(Runnable deed) implements Deeds {}

    /** Why a rehearsal cannot be held on the telephone. */
    static Optional<String> obstacle(Rehearsal rehearsal) {
        var facts = new HashSet<>(rehearsal.setting().facts().keySet());
        boolean isKnown = !rehearsal.setting().known().isEmpty();
        if (!isKnown) {
            facts.remove(Facts.NUMBER);
        }
        if (!facts.isEmpty()) {
            return Optional.of("line " + rehearsal.line() + ": a telephone that "
                    + (isKnown ? "is called" : "calls") + " does not tell "
                    + String.join(", ", facts));
        }
        return rehearsal.steps().stream().flatMap(step -> obstacle(step).stream()).findFirst();
    }

    private static Optional<String> obstacle(Step step) {
        String where = "line " + step.line() + ": ";
        boolean isAboutKeys = step.checks()
                .stream()
                .anyMatch(check -> check instanceof Check.Is(var aspect, _)
                        && aspect == Check.Aspect.PRESSED);
        if (isAboutKeys) {
            return Optional.of(where + "the caller does not hear which keys the agent presses");
        }
        return step.deed().flatMap(deed -> switch (deed) {
            case Deed.Says says when says.confidence() < 1 ->
                Optional.of(where + "how sure the recogniser is of it is not for us to say");
            case Deed.Says says when says.meanwhile() == Meanwhile.ERRANDS_WAIT ->
                Optional.of(where + "a tool does not wait for a caller");
            case Deed.ModelAsks _ -> Optional.of(where + "nobody asks a model");
            case Deed.ToolsRun _ -> Optional.of(where + "a tool does not wait for a caller");
            case Deed.Says _, Deed.Presses _, Deed.IsSilent _, Deed.IsNotTransferred _ ->
                Optional.empty();
        });
    }

    /**
     * A deed as it is done with this voice.
     *
     * @param refusal what a phone does that does not call the one to whom its caller is handed on
     */
    static Deeds of(Deed deed, CallerVoice voice, Runnable refusal) throws IOException {
        return switch (deed) {
            case Deed.Says(var text, _, _) -> new Speech(voice.speak(text));
            case Deed.Presses(var keys) -> new Keys(keys);
            case Deed.IsNotTransferred _ -> new Quiet(refusal);
            case Deed.IsSilent _, Deed.ToolsRun _, Deed.ModelAsks _ -> new Quiet(() -> {});
        };
    }
}
