package io.antiphon.server.call;

import io.antiphon.media.MediaEvent;
import io.antiphon.time.NanoClock;
import java.util.concurrent.TimeUnit;

/**
 * When a call ends in the middle of a line, the media know how much of it was heard, and say so a frame later. That much
 * belongs to the account, and to a conversation that may go on in another call. Owned by the call's thread.
 */
final class LastWords {

    /** Media that say nothing for so long say nothing at all. */
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private LastWords() {}

    /** Silences who speaks, and waits until they know what was heard of it. */
    static void of(Party party, CallMailbox mailbox, NanoClock clock) throws InterruptedException {
        long latestNs = clock.nanoTime() + PATIENCE_NS;
        for (boolean isOwed = party.fallsSilent(); isOwed;) {
            var event = mailbox.take(latestNs - clock.nanoTime());
            isOwed = event.isPresent() && !isTheLast(event.get());
            if (event.isPresent() && event.get() instanceof CallEvent.OfParty news
                    && isOfTheLine(news)) {
                party.happened(news);
            }
        }
    }

    /** All else concerns a call that is no more. */
    private static boolean isOfTheLine(CallEvent.OfParty event) {
        return event instanceof CallEvent.Worded || event instanceof CallEvent.WordPlaced
                || isTheLast(event);
    }

    private static boolean isTheLast(CallEvent event) {
        return event instanceof CallEvent.Media(MediaEvent told)
                && (told instanceof MediaEvent.Interrupted
                        || told instanceof MediaEvent.UtteranceEnded);
    }
}
