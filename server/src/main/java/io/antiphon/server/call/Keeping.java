package io.antiphon.server.call;

import io.antiphon.dialogue.session.Conversation;
import io.antiphon.dialogue.session.Reply;
import io.antiphon.media.MediaEvent;
import io.antiphon.server.session.Sessions;

/**
 * What is kept of a conversation while it goes on: its account, and the conversation itself, for a caller who is cut off
 * and rings again. Owned by the call's thread; what is written is written by others.
 */
final class Keeping {

    private final Conversation conversation;
    private final Account account;
    private final Sessions.Place place;
    private final Legwork legwork;
    private final Story story;
    private boolean hasBegun;
    private boolean isMediaLost;
    private boolean isMediaBroken;
    private boolean isEnding;

    /** @param place where the conversation is kept */
    Keeping(Conversation conversation, Account account, Sessions.Place place, Legwork legwork,
            Story story) {
        this.conversation = conversation;
        this.account = account;
        this.place = place;
        this.legwork = legwork;
        this.story = story;
    }

    /** The call is up: the conversation begins, or goes on where it was cut off. */
    Reply begin() {
        hasBegun = true;
        account.begins(conversation.id(), conversation.template());
        return place.take().map(this::resumed).orElseGet(conversation::opening);
    }

    private Reply resumed(Sessions.Taken taken) {
        var kept = taken.kept();
        legwork.inherit(kept.state().waiting(), kept.deeds(), taken.forget());
        String stage = kept.state().stage();
        story.resumed(kept.call(), stage);
        var reply = conversation.resumed(kept);
        story.decided(stage, reply);
        return reply;
    }

    /** The conversation has gone on. What is said to somebody who cannot hear it does not count. */
    void soFar() {
        account.soFar(conversation.minutes());
        if (!isMediaLost && conversation.isWorthKeeping()) {
            place.note(conversation.state(), conversation.history(), legwork.deeds());
        }
    }

    void happened(MediaEvent event) {
        switch (event) {
            case MediaEvent.MediaLost _ -> isMediaLost = true;
            case MediaEvent.MediaBroken _ -> isMediaBroken = true;
            case MediaEvent.MediaFound _, MediaEvent.SpeechStarted _, MediaEvent.Digit _ ->
                isMediaLost = false;
            default -> {
                // Says nothing about whether the other side is there.
            }
        }
    }

    /** One of the two hung up. */
    void endsInOrder() {
        isEnding = true;
    }

    /** The call is over. */
    void close() {
        // An agent that says goodbye to silence has not been heard where nothing came from the other side any more.
        boolean isUnheard = isMediaLost && conversation.hasEndedInSilence();
        if (hasBegun && (!isEnding || isMediaBroken || isUnheard)) {
            place.cutOff(legwork.leave());
        } else {
            legwork.close();
            place.over(conversation.isOver());
        }
        conversation.close();
        if (hasBegun) {
            account.over(conversation.minutes());
        }
    }
}
