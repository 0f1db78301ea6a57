package io.antiphon.media.lane;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts the two followers of a ring to sleep and wakes them, without a lock and without spinning: the
 * strategies that come with the ring would have feeding spin for as long as hearing works on a frame.
 */
final class ParkingWait implements WaitStrategy {

    /** A follower looks by itself this often; covers the one wake-up that may be lost, the first. */
    private static final long LOOK_NS = 20_000_000;

    private volatile @Nullable Thread hearing;
    private volatile @Nullable Thread feeding;

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException {
        if (dependent.equals(cursor)) {
            hearing = Thread.currentThread();
            // Hearing comes here exactly when it has let go of all it had.
            LockSupport.unpark(feeding);
        } else {
            feeding = Thread.currentThread();
        }
        long available = dependent.get();
        while (available < sequence) {
            barrier.checkAlert();
            LockSupport.parkNanos(this, LOOK_NS);
            available = dependent.get();
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {
        LockSupport.unpark(hearing);
    }
}
