package io.antiphon.media.lane;

import com.lmax.disruptor.EventHandler;
import io.antiphon.own.Owner;

/** The second follower of the ring: hands speech on to the ears of its call. Feeding thread. */
final class Feeding implements EventHandler<AudioFrame> {

    private final Owner feeding = new Owner("feeding");
    private final LaneCounters counters;

    Feeding(LaneCounters counters) {
        this.counters = counters;
    }

    @Override
    public void onStart() {
        feeding.claim();
    }

    @Override
    public void onEvent(AudioFrame frame, long sequence, boolean endOfBatch) {
        assert feeding.isCurrent() : feeding;
        var seat = frame.seat();
        if (seat != null && frame.kind() == AudioFrame.Kind.SOUND) {
            feed(frame, seat);
        }
        frame.clear();
    }

    private void feed(AudioFrame frame, Seat seat) {
        if (!frame.isHeard()) {
            // Hearing has counted it among the departed.
            return;
        }
        if (seat.isLeft()) {
            counters.departedUnfed.increment();
            return;
        }
        try {
            seat.feed().sound(frame);
        } catch (RuntimeException e) {
            counters.brokenInFeeding.increment();
            seat.breaks(e);
        }
    }
}
