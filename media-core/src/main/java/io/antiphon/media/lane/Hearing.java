package io.antiphon.media.lane;

import com.lmax.disruptor.EventHandler;
import io.antiphon.own.Owner;
import io.antiphon.speech.UtteranceId;

/**
 * The first follower of the ring: judges each frame and keeps the floor of its caller.
 *
 * <p>Runs on the hearing thread of one lane, the only writer of a frame's marks: feeding, behind it, may
 * read them.
 */
final class Hearing implements EventHandler<AudioFrame> {

    private final Owner hearing = new Owner("hearing");
    private final LaneCounters counters;

    Hearing(LaneCounters counters) {
        this.counters = counters;
    }

    @Override
    public void onStart() {
        hearing.claim();
    }

    @Override
    public void onEvent(AudioFrame frame, long sequence, boolean endOfBatch) {
        assert hearing.isCurrent() : hearing;
        var seat = frame.seat();
        if (seat == null) {
            return;
        }
        boolean isSound = frame.kind() == AudioFrame.Kind.SOUND;
        if (seat.isLeft() && frame.kind() != AudioFrame.Kind.LEFT) {
            counters.departed.add(isSound ? 1 : 0);
            return;
        }
        if (isSound) {
            counters.heard.increment();
            frame.goesOn();
        }
        try {
            judge(frame, seat);
        } catch (RuntimeException e) {
            counters.brokenInHearing.increment();
            seat.breaks(e);
        }
    }

    private static void judge(AudioFrame frame, Seat seat) {
        var keeper = seat.keeper();
        switch (frame.kind()) {
            case SOUND -> keeper.sound(frame, seat.evidence());
            case AGENT_STARTS -> {
                var utterance = new UtteranceId((int) frame.value());
                keeper.agentStarts(utterance, seat.interruptionOf(utterance));
            }
            case AGENT_ENDS -> keeper.agentEnds(new UtteranceId((int) frame.value()));
            case DIGIT -> keeper.digit((char) frame.value());
            case CUT -> keeper.cut(new UtteranceId((int) frame.value()));
            case LEFT -> keeper.leaves();
        }
    }
}
