package io.antiphon.media.lane;

import io.antiphon.media.floor.Evidence;
import io.antiphon.media.floor.Interruption;
import io.antiphon.speech.UtteranceId;
import java.util.ArrayList;
import java.util.List;

/**
 * A caller's place in a lane, from open to close: what the threads of the lane share about one call, each
 * field with one writer. A seat is never given to another call, so a frame that carries its seat cannot
 * reach a caller who was not there when it was spoken.
 */
final class Seat {

    private static final int ANNOUNCEMENTS_KEPT = 16;

    private final Lane lane;
    private final FloorKeeper keeper;
    private final RecognizerFeed feed;
    private volatile Evidence evidence = Evidence.NONE;
    private volatile List<Announcement> announcements = List.of();
    private volatile boolean left;

    private record Announcement(UtteranceId utterance, Interruption interruption) {}

    Seat(Lane lane, FloorKeeper keeper, RecognizerFeed feed) {
        this.lane = lane;
        this.keeper = keeper;
        this.feed = feed;
    }

    /** Hearing thread. */
    FloorKeeper keeper() {
        return keeper;
    }

    /** Feeding thread. */
    RecognizerFeed feed() {
        return feed;
    }

    Evidence evidence() {
        return evidence;
    }

    /** Whoever owns the recogniser of this call. */
    void evidence(Evidence newEvidence) {
        evidence = newEvidence;
    }

    /** The call's thread. */
    void announce(UtteranceId utterance, Interruption interruption) {
        var newest = new ArrayList<Announcement>();
        newest.add(new Announcement(utterance, interruption));
        newest.addAll(announcements);
        int kept = Math.min(newest.size(), ANNOUNCEMENTS_KEPT);
        announcements = List.copyOf(newest.subList(0, kept));
    }

    Interruption interruptionOf(UtteranceId utterance) {
        for (var announcement : announcements) {
            if (announcement.utterance().equals(utterance)) {
                return announcement.interruption();
            }
        }
        return Interruption.ANY;
    }

    /** From now on nothing is judged, fed or reported any more. Lane thread. */
    void leave() {
        left = true;
    }

    boolean isLeft() {
        return left;
    }

    /** Any thread of the lane: a mistake of ours ends this call, and no other. */
    void breaks(RuntimeException mistake) {
        lane.breaks(this, mistake);
    }
}
