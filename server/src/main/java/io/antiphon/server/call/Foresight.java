package io.antiphon.server.call;

import io.antiphon.dialogue.sense.Sense;
import io.antiphon.dialogue.session.Conversation;
import io.antiphon.server.call.Weighing.Words;
import io.antiphon.speech.Recognition.Heard;
import java.util.Optional;

/**
 * Follows what a caller is saying, word by word: tells the floor what it means, and lets what would be said now be
 * rendered ahead where they may well have finished. Owned by the call's thread.
 */
final class Foresight {

    private static final double WORTH_THINKING_AHEAD = 0.5;
    /** Words. */
    private static final int A_MURMUR = 2;

    private final Conversation conversation;
    private final Mouth mouth;
    private final Weighing weighing;
    private Optional<String> drafted = Optional.empty();
    private Optional<String> pausedAfter = Optional.empty();

    Foresight(Conversation conversation, Mouth mouth, Weighing weighing) {
        this.conversation = conversation;
        this.mouth = mouth;
        this.weighing = weighing;
    }

    /** What they have said so far, and how that reads behind what they had said before. */
    void partial(Heard heard, String merged, long position, boolean agentSpeaks) {
        // In a pause the recogniser has been asked to look ahead; what it says by itself comes later and
        // knows less, until it goes beyond that.
        boolean isNews = pausedAfter.filter(ahead -> ahead.startsWith(heard.text())).isEmpty();
        if (isNews) {
            // It may take back a word that it heard behind the pause, and then that counts; but of a word or two it is
            // still unsure then, and what silence makes surer need not be asked again.
            pausedAfter = pausedAfter.filter(ahead -> ahead.split(" ", -1).length <= A_MURMUR);
            thinkAhead(Words.of(heard, merged, heard.stableWords(), position), agentSpeaks);
        }
    }

    /** What they will have said if this pause is the end. */
    void paused(Heard heard, String merged, long position, boolean agentSpeaks) {
        pausedAfter = Optional.of(heard.text());
        thinkAhead(Words.of(heard, merged, heard.words().size(), position), agentSpeaks);
    }

    /** They speak. */
    void goesOn() {
        pausedAfter = Optional.empty();
    }

    /** They have finished. */
    void said() {
        drafted = Optional.empty();
    }

    private void thinkAhead(Words said, boolean agentSpeaks) {
        Sense sense = weighing.weigh(said, agentSpeaks);
        boolean isWorthIt = sense.endOfTurn() >= WORTH_THINKING_AHEAD && !agentSpeaks;
        if (isWorthIt && !drafted.equals(Optional.of(said.text()))) {
            drafted = Optional.of(said.text());
            mouth.prepare(conversation.draft(said.text()).prompt());
        }
    }
}
