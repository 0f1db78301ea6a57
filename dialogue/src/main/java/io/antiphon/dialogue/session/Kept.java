package io.antiphon.dialogue.session;

import io.antiphon.dialogue.decide.DialogueState;
import io.antiphon.dialogue.history.History;
import java.time.Instant;
import java.util.Optional;

/**
 * A conversation as it stood, to go on with in another call. Immutable.
 *
 * @param call in which it was
 * @param resumes the call before, if that had been cut off, too
 * @param deeds the call under whose name it is written down what is being done for the caller
 * @param agent who spoke
 * @param number of the caller
 * @param template its version; with another one it cannot go on
 * @param at when it stood so
 */
public record Kept(String call, Optional<String> resumes, String deeds, String agent,
        String number, String template, Instant at, DialogueState state, History history) {}
