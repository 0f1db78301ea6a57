package io.antiphon.server.call;

import io.antiphon.dialogue.sense.Sense;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.media.MediaSession;
import io.antiphon.media.floor.Evidence;
import io.antiphon.speech.Recognition.Heard;

/** Tells the floor what a caller's words mean. Owned by the call's thread. */
final class Weighing {

    private static final double TRUSTED = 0.5;
    private static final double STANDS_ALONE = 0.2;
    /** Words: "uh-huh" has the length of two short ones. */
    private static final int A_MURMUR = 2;

    private final MediaSession media;
    private final Conversation conversation;

    Weighing(MediaSession media, Conversation conversation) {
        this.media = media;
        this.conversation = conversation;
    }

    /** One state of what is being said. */
    record Words(String text, double confidence, int certain, long position) {

        /** @param certain words that will stay */
        static Words of(Heard heard, String text, int certain, long position) {
            return new Words(text, heard.confidence(), certain, position);
        }
    }

    /** Tells it, and answers with what was told. */
    Sense weigh(Words said, boolean agentSpeaks) {
        var sense = conversation.sense(said.text());
        int words = Math.min(said.certain(), sense.words());
        // While the agent speaks, a word or two may be a cough or an "uh-huh" misheard. They are no claim to the
        // floor if they are doubtful, nor is one of a kind that nobody says alone, such as "the".
        boolean isDoubtful = words <= A_MURMUR && said.confidence() < TRUSTED;
        boolean isHalf = words == 1 && sense.endOfTurn() < STANDS_ALONE;
        boolean isNothing = agentSpeaks && !sense.stop() && (isDoubtful || isHalf);
        media.evidence(new Evidence(said.position(), isNothing ? 0 : words,
                sense.acknowledgement(), sense.stop(), sense.endOfTurn(),
                conversation.expectation().shortAnswer()));
        return sense;
    }
}
