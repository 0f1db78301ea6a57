package io.antiphon.server.call;

import io.antiphon.dialogue.campaign.Ending;
import io.antiphon.media.MediaSession;
import io.antiphon.time.NanoClock;
import java.util.Optional;

/**
 * What an agent does with its call beside speaking: presses keys, hands the caller on, hangs up. Owned by the call's
 * thread; nothing here waits.
 */
final class Hands {

    /** Of a key, with the pause behind it: what RFC 4733 has sent for it by then is over. */
    private static final long KEY_NS = 220_000_000;
    private static final int KEY_MS = 100;
    private static final int REST_MS = 500;
    private static final char REST = 'w';

    private final MediaSession media;
    private final Story story;
    private final NanoClock clock;
    private boolean isOver;
    private long pressingUntilNs = Long.MIN_VALUE;
    private Optional<Ending.Transfer> transfer = Optional.empty();

    Hands(MediaSession media, Story story, NanoClock clock) {
        this.media = media;
        this.story = story;
        this.clock = clock;
    }

    /** Presses keys, one after the other; the voice waits meanwhile, and so does the end of the call. */
    void press(String keys) {
        story.presses(keys);
        long untilNs = Math.max(pressingUntilNs, clock.nanoTime());
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            if (key == REST) {
                media.restDigits(REST_MS);
                untilNs += REST_MS * 1_000_000L;
            } else {
                media.sendDigit(key, KEY_MS);
                untilNs += KEY_NS;
            }
        }
        pressingUntilNs = untilNs;
    }

    /** How the call is to end, once its last line has been heard. */
    void endsBy(Ending ending) {
        transfer = ending.transfer();
    }

    /** The last line has been heard. */
    void over() {
        isOver = true;
    }

    /** There is no sense in going on, whatever is still to be pressed. */
    void broken() {
        isOver = true;
        pressingUntilNs = Long.MIN_VALUE;
    }

    /** The caller is still here, and the agent goes on. */
    void goOn() {
        isOver = false;
        transfer = Optional.empty();
    }

    /** Whether the call can end now. */
    boolean areDone() {
        return isOver && clock.nanoTime() >= pressingUntilNs;
    }

    boolean isOver() {
        return isOver;
    }

    /** How long until the call can end, where keys are all that it waits for. */
    long patienceNs() {
        return areDone() ? Long.MAX_VALUE : pressingUntilNs - clock.nanoTime();
    }

    Optional<Ending.Transfer> transfer() {
        return transfer;
    }
}
